import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The venue of the measurement, in a process of its own so that its work is not measured. */
export async function startLargeVenue() {
  const venue = spawn(process.execPath, [join(import.meta.dirname, "large-venue.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [address]: Buffer[] = await once(venue.stdout, "data");
  return { proxyUrl: String(address).trim(), stop: () => void venue.kill() };
}

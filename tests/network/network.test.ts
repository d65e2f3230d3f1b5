import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { VENUE_CATALOG, VENUE_IDS, type VenueId } from "#shared/domain/venue-catalog.ts";
import { makeDataDir } from "../../electron/store/testing/open-test-database.ts";

/*
 * What the app contacts, as its own process sees it: every socket, name and datagram is recorded
 * from before the first line of the app on. The app as it is built, its window with it, is watched in
 * tests/e2e/network.spec.ts, the hosts of whole readings in tests/replay.
 */

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const VENUES: readonly VenueId[] = Object.values(VENUE_IDS).flat();

/** Runs a script under the recorder; lines of what it printed and contacted. */
async function record(script: string, ...args: string[]): Promise<readonly string[]> {
  const recorder = new URL("./record-connections.ts", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", recorder, at(script), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(complained).toBe("");
  return printed.trimEnd().split("\n");
}

describe("with accounts of every venue", () => {
  it("each contacts its own hosts and no other", { timeout: 120_000 }, async () => {
    const contacted = new Map<string, Set<string>>();
    for (const line of await record("./contact-venues.ts")) {
      const [how = "", place = ""] = line.split(" ");
      if (how === "venue") contacted.set(place, new Set());
      else [...contacted.values()].at(-1)?.add(line);
    }
    expect([...contacted.keys()]).toEqual(VENUES);
    for (const venue of VENUES) {
      const own = VENUE_CATALOG[venue].hosts.map((host) => `socket ${host}:443`);
      const places = [...(contacted.get(venue) ?? [])];
      expect(places, venue).not.toEqual([]);
      expect(own, venue).toEqual(expect.arrayContaining(places));
    }
  });
});

describe("with the demo", () => {
  it("nothing but loopback is contacted", { timeout: 60_000 }, async () => {
    const lines = await record("./run-demo.ts", makeDataDir());
    expect(lines).toContain("stored");
    const places = new Set(lines.filter((line) => line !== "stored"));
    expect([...places]).not.toEqual([]);
    for (const place of places) expect(place).toMatch(/^socket 127\.0\.0\.1:\d+$/);
  });
});

describe("the recorder itself", () => {
  it("sees and stops whatever reaches out", async () => {
    const lines = await record("./reach-out.ts");
    expect(lines.toSorted()).toEqual([
      "datagram somewhere",
      "name a.example",
      "name b.example",
      "name d.example",
      "socket c.example:443",
      "socket d.example:80",
      "socket e.example:443",
      "stopped 6",
    ]);
  });
});

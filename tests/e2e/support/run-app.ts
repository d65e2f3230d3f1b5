import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PLAIN_TEXT } from "./add-account.ts";

const ROOT = join(import.meta.dirname, "../../..");
const electronPath = String(createRequire(import.meta.url)("electron"));

type Call = { readonly dataDir: string; readonly proxyUrl: string; readonly words: string[] };

/** The app called with a command, to its end. */
export async function runApp({ dataDir, proxyUrl, words }: Call) {
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...flags, ROOT, "--data-dir", dataDir, ...PLAIN_TEXT, ...words];
  const env = { ...process.env, KEEL_REPLAY_URL: proxyUrl };
  const child = spawn(electronPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status]: unknown[] = await closed;
  return { out, err, status };
}

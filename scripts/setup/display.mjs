import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SetupError } from "./run.mjs";

/** Whether windows can be shown. Only Linux can lack that. */
export const hasDisplay = () =>
  process.platform !== "linux" ||
  Boolean(process.env.DISPLAY) ||
  Boolean(process.env.WAYLAND_DISPLAY);

const isRoot = () => process.getuid?.() === 0;

/** Chromium's sandbox refuses to start for root. */
export const electronFlags = () => (isRoot() ? ["--no-sandbox"] : []);

/**
 * Runs `work` with an environment in which windows and notifications can be shown: the user's own,
 * or a virtual screen and a private session bus for what is missing. Both end with the work.
 */
export async function withDesktop(work) {
  const started = [];
  const env = { ...process.env };
  const isVirtual = !hasDisplay();
  try {
    if (isVirtual) Object.assign(env, await startScreen(started));
    if (process.platform === "linux" && !env.DBUS_SESSION_BUS_ADDRESS) {
      Object.assign(env, await startBus(started));
    }
    return await work({ env, isVirtual });
  } finally {
    for (const end of started.toReversed()) end();
  }
}

async function startScreen(started) {
  const folder = mkdtempSync(join(tmpdir(), "keel-screen-"));
  started.push(() => rmSync(folder, { recursive: true, force: true }));
  const authority = join(folder, "Xauthority");
  writeFileSync(authority, authorityEntry(randomBytes(16)), { mode: 0o600 });
  const args = ["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"];
  const display = await firstLine("Xvfb", [...args, "-auth", authority], started);
  return { DISPLAY: `:${display}`, XAUTHORITY: authority };
}

async function startBus(started) {
  const args = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
  return { DBUS_SESSION_BUS_ADDRESS: await firstLine("dbus-daemon", args, started) };
}

/**
 * Starts a daemon and waits for the line that says it is ready. It gets a process group of its own:
 * a Ctrl-C is for the app, which still needs its screen while it closes.
 */
function firstLine(command, args, started) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  started.push(() => child.kill());
  return new Promise((resolve, reject) => {
    const fail = (reason) => reject(new SetupError(`${command} can't be started (${reason})`));
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`status ${code}`));
    createInterface({ input: child.stdout }).once("line", (line) => resolve(line.trim()));
  });
}

/**
 * An Xauthority file with one cookie for any display (family 0xffff, no address, no number), so that
 * no other user of the machine can look at the screen. Layout: Xau(3), lengths are 16-bit big-endian.
 */
function authorityEntry(cookie) {
  const field = (bytes) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const empty = field(Buffer.alloc(0));
  const name = field(Buffer.from("MIT-MAGIC-COOKIE-1"));
  return Buffer.concat([Buffer.from([0xff, 0xff]), empty, empty, name, field(cookie)]);
}

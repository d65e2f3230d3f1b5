import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { root } from "./paths.mjs";

/** Progress goes to standard error: standard output belongs to the command that is being run. */
export const say = (line) => process.stderr.write(`keel: ${line}\n`);

/** Why set-up can't go on, in one sentence for the user: shown without a stack. */
export class SetupError extends Error {}

/**
 * Runs a command to its end. Its output is kept and only shown when it fails.
 * Rejects with a SetupError that ends in the last lines of that output.
 */
export async function runQuietly(command, args, options = {}) {
  const { code, output } = await tryRun(command, args, options);
  if (code === 0) return output;
  const tail = output.trim().split("\n").slice(-15).join("\n  ");
  throw new SetupError(`${command} ${args[0] ?? ""} failed (${code}):\n  ${tail}`);
}

/** The same for a command that may fail. `code` is `null` when it could not be started or ran too long. */
export function tryRun(command, args, { cwd = root, env = process.env, limitMs } = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
      shell: process.platform === "win32" && command === "npm",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    }
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

/**
 * Runs a command with our own terminal and gives back its exit status (128 + n for a signal).
 * Ctrl-C reaches the child by itself; a request to end that only we get is handed on.
 */
export function runInTerminal(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    const handOn = (signal) => child.kill(signal);
    const wait = () => {};
    process.on("SIGTERM", handOn).on("SIGHUP", handOn).on("SIGINT", wait);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGTERM", handOn).off("SIGHUP", handOn).off("SIGINT", wait);
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}

/** A second wish to end, this long after the first, no longer asks. */
const PATIENCE_MS = 1_000;

/**
 * The same for a program that must hear only once that it is to end: it gets a process group of its
 * own, so that a Ctrl-C or a signal to ours reaches it through us, as one SIGTERM to its main process.
 */
export function runApart(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit", detached: true });
    let askedAt = null;
    const end = () => {
      askedAt ??= Date.now();
      if (Date.now() - askedAt > PATIENCE_MS) process.kill(-child.pid, "SIGKILL");
      else if (!child.killed) child.kill("SIGTERM");
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, end);
    process.on("exit", end);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const event of [...signals, "exit"]) process.off(event, end);
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** The environment without the project's own tools in its path: npm must not run on a Node it is replacing. */
export function outsideEnv() {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder));
  return { ...process.env, PATH: path.join(delimiter) };
}

import { resolve } from "node:path";
import { parseUrl } from "./parse-url.ts";

/** What the user, a test or a script asked for on starting the app. */
export type LaunchOptions = {
  /** `null`: the system's own place for the app's data. */
  readonly dataDir: string | null;
  readonly allowPlainTextKeys: boolean;
  /** Report on the terminal what the window shows. */
  readonly reportsToTerminal: boolean;
  /** Loopback replay in the venue's place; never in a packaged app, never another machine. */
  readonly replayUrl: string | null;
  /** Server on loopback that the window comes from while developing; never in a packaged app. */
  readonly devUrl: string | null;
  /** What follows the word `sync`: read the accounts once, without a window. `null` without that word. */
  readonly syncArgs: readonly string[] | null;
};

export function readLaunchOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): LaunchOptions {
  const dataDir = valueOf(args, "--data-dir") ?? env["KEEL_DATA_DIR"];
  return {
    dataDir: dataDir ? resolve(dataDir) : null,
    allowPlainTextKeys: args.includes("--allow-plain-text-keys"),
    reportsToTerminal: env["KEEL_TERMINAL"] === "1",
    replayUrl: isPackaged ? null : toLoopbackUrl(env["KEEL_REPLAY_URL"]),
    devUrl: isPackaged ? null : toLoopbackUrl(env["ELECTRON_RENDERER_URL"]),
    syncArgs: readSync(args, isPackaged),
  };
}

/** The command is the first word after the app's own: its path, where it is not packaged. */
function readSync(args: readonly string[], isPackaged: boolean): readonly string[] | null {
  const isWord = (arg: string, at: number) =>
    at > 0 && !arg.startsWith("-") && args[at - 1] !== "--data-dir";
  const words = [...args.keys()].filter((at) => isWord(args[at]!, at));
  const command = words[isPackaged ? 0 : 1];
  return command !== undefined && args[command] === "sync" ? args.slice(command + 1) : null;
}

/** Both `--name value` and `--name=value`. */
function valueOf(args: readonly string[], name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function toLoopbackUrl(text: string | undefined): string | null {
  const url = parseUrl(text ?? "");
  if (url === null || url.protocol !== "http:") return null;
  return url.hostname === "127.0.0.1" || url.hostname === "localhost" ? url.href : null;
}

import { homedir } from "node:os";
import { join } from "node:path";

/** Where the app keeps its data when nothing else is said: Electron's place for each system. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === "win32")
    return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Keel");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Keel");
  return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "Keel");
}

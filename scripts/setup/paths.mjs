import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. `import.meta.dirname` is younger than the oldest Node that may start us. */
export const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

export const inProject = (...parts) => join(root, ...parts);

/** Downloads that a second clone should not pay for again. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "keel");

/** The Node 24 that comes with the dependencies. */
export const node24 = inProject(
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** A tool of the project as it is started by Node: `toolPath("vitest", "vitest.mjs")`. */
export const toolPath = (...parts) => inProject("node_modules", ...parts);

import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { cacheDir, inProject, node24, toolPath } from "./paths.mjs";
import { runQuietly, say, SetupError } from "./run.mjs";

/*
 * better-sqlite3 ships its binding for Node-API 10. The stand-in Electron has Node-API 9 and dies
 * on loading that one, so the same source is built once more for it.
 */
const packageDir = inProject("node_modules", "better-sqlite3");

function bindingName() {
  const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  return `better_sqlite3-${version}-napi9-${process.platform}-${process.arch}.node`;
}

const bindingFile = () => inProject("native", bindingName());
const cachedFile = () => join(cacheDir, bindingName());

export const isBindingThere = () => existsSync(bindingFile());
/** Whether providing the binding means compiling it. */
export const needsCompiler = () => !isBindingThere() && !existsSync(cachedFile());

export async function provideBinding() {
  if (needsCompiler()) await build(cachedFile());
  mkdirSync(dirname(bindingFile()), { recursive: true });
  copyFileSync(cachedFile(), bindingFile());
}

async function build(out) {
  say("building the SQLite binding for the stand-in Electron (about a minute, once per machine)");
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, "sqlite-"));
  try {
    // The C++ wrappers are found through the project's node_modules, the rest is in the package.
    cpSync(packageDir, work, { recursive: true, filter: (path) => !path.includes("prebuilds") });
    mkdirSync(join(work, "node_modules"));
    const wrappers = join("node_modules", "node-addon-api");
    cpSync(inProject(wrappers), join(work, wrappers), { recursive: true });
    const gyp = toolPath("node-gyp", "bin", "node-gyp.js");
    const args = [
      "rebuild",
      "--release",
      "--force_build=1",
      `--nodedir=${findHeaders()}`,
      "-j",
      "2",
    ];
    await runQuietly(process.execPath, [gyp, ...args], { cwd: work, env: compilerEnv() });
    renameSync(join(work, "build", "Release", "better_sqlite3.node"), out);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Half the compiling time of the package's own flags, which the environment's override. */
function compilerEnv() {
  const fast = "-O1 -fno-lto -w";
  const nodeApi =
    "-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT";
  return { ...process.env, CFLAGS: fast, CXXFLAGS: `${fast} ${nodeApi}`, LDFLAGS: "-fno-lto" };
}

/** A folder with include/node/node_api.h. */
function findHeaders() {
  const platformPackage = join(
    dirname(dirname(node24)),
    "node_modules",
    `node-${process.platform}-${process.arch}`,
  );
  const beside = resolve(realpathSync(process.execPath), "..", "..");
  const found = [platformPackage, beside, "/usr"].find((folder) =>
    existsSync(join(folder, "include", "node", "node_api.h")),
  );
  if (found === undefined) throw new SetupError("no Node headers found; run `npm ci` once more");
  return found;
}

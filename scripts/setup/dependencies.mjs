import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inProject, node24 } from "./paths.mjs";
import { outsideEnv, runQuietly, say } from "./run.mjs";

const stampFile = inProject("node_modules", ".keel-lock-hash");

/** Whether node_modules is what package-lock.json asks for, however it was installed. */
export function areDependenciesInstalled() {
  if (!existsSync(node24)) return false;
  const hash = lockHash();
  if (readText(stampFile) === hash) return true;
  const installed = readText(inProject("node_modules", ".package-lock.json"));
  if (installed === null || !doesInstallMatch(readText(lockFile), installed)) return false;
  writeFileSync(stampFile, hash);
  return true;
}

export async function installDependencies() {
  say("installing dependencies (npm ci, about a minute)");
  const startedAt = Date.now();
  await runQuietly("npm", ["ci", "--no-audit", "--no-fund"], { env: outsideEnv() });
  writeFileSync(stampFile, lockHash());
  say(`dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/**
 * Compares package-lock.json with the record npm leaves in node_modules. Packages the lock marks
 * optional are for other platforms and may be missing; one that is there must have the version asked for.
 */
export function doesInstallMatch(lockText, installedText) {
  const wanted = JSON.parse(lockText).packages;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version;
  });
}

const lockFile = inProject("package-lock.json");
const lockHash = () => createHash("sha256").update(readFileSync(lockFile)).digest("hex");
const readText = (file) => (existsSync(file) ? readFileSync(file, "utf8") : null);

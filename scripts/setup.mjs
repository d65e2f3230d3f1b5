import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { areDependenciesInstalled, installDependencies } from "./setup/dependencies.mjs";
import { findElectronVersion, isStandIn, provideElectron } from "./setup/electron-runtime.mjs";
import { withLock } from "./setup/lock-file.mjs";
import { inProject, node24 } from "./setup/paths.mjs";
import { runInTerminal, say, SetupError } from "./setup/run.mjs";
import { isBindingThere, needsCompiler, provideBinding } from "./setup/sqlite-binding.mjs";
import {
  adviseOtherSystems,
  COMPILER_PACKAGES,
  DESKTOP_PACKAGES,
  findMissingPackages,
  installPackages,
} from "./setup/system-packages.mjs";

const OLDEST_NODE = 24;
const lockFile = inProject(".keel", "setup.lock");

/**
 * Runs a script's work once everything it needs is there, on Node 24 or newer. Whatever can't be
 * set up ends the process with one message and status 1.
 */
export async function runScript(needs, work) {
  try {
    await setUpDependencies();
    if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
      process.exitCode = await handOver();
      return;
    }
    if (needs === "desktop") await setUpDesktop();
    process.exitCode = await work(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/** The packages of package-lock.json, and with them a Node 24. */
export async function setUpDependencies() {
  if (areDependenciesInstalled()) return;
  await withLock(lockFile, async () => {
    if (!areDependenciesInstalled()) await installDependencies();
  });
  if (!existsSync(node24)) {
    throw new SetupError("the install scripts did not run: allow them for `node`, then `npm ci`");
  }
}

/** The same script with the same arguments, on the Node that came with the dependencies. */
const handOver = () => runInTerminal(node24, process.argv.slice(1));

/** All it takes to open a window: system libraries, the Electron runtime and its SQLite binding. */
async function setUpDesktop() {
  if (await isDesktopReady()) return;
  await withLock(lockFile, async () => {
    adviseOtherSystems();
    await providePackages(DESKTOP_PACKAGES);
    if (findElectronVersion() === null) await provideElectron();
    if (!needsBinding()) return;
    if (needsCompiler()) await providePackages(COMPILER_PACKAGES);
    await provideBinding();
  });
}

async function isDesktopReady() {
  if (findElectronVersion() === null || needsBinding()) return false;
  return (await findMissingPackages(DESKTOP_PACKAGES)).length === 0;
}

async function providePackages(wanted) {
  const missing = await findMissingPackages(wanted);
  if (missing.length > 0) await installPackages(missing);
}

const needsBinding = () => isStandIn(findElectronVersion()) && !isBindingThere();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript("desktop", () => {
    say("everything is set up");
    return 0;
  });
}

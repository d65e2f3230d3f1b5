// The command line of the app, without a window: `npm run -s keel -- evaluate FILE`.
import { buildIfChanged } from "./build.mjs";
import { runScript, setUpDependencies } from "./setup.mjs";
import { electronFlags, withDesktop } from "./setup/display.mjs";
import { electronBinary } from "./setup/electron-runtime.mjs";
import { inProject, node24, root } from "./setup/paths.mjs";
import { runInTerminal, say, SetupError } from "./setup/run.mjs";

const call = process.argv.slice(2);
// File names on the command line are relative to where the user is.
const cwd = process.env.INIT_CWD ?? process.cwd();

if (call[0] === "sync") await runScript("desktop", () => withDesktop(runInApp));
else await runInNode();

/** Keys are in the desktop's key store, which opens for the app alone. */
async function runInApp({ env }) {
  await buildIfChanged();
  return runInTerminal(electronBinary(), [...electronFlags(), root, ...call], { cwd, env });
}

async function runInNode() {
  try {
    await setUpDependencies();
    const isNewEnough = Number.parseInt(process.versions.node, 10) >= 24;
    const node = isNewEnough ? process.execPath : node24;
    const args = [inProject("electron", "cli.ts"), ...call];
    process.exitCode = await runInTerminal(node, args, { cwd });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 2;
  }
}

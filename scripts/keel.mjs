// The command line of the app, without a window: `npm run -s keel -- evaluate FILE`.
import { setUpDependencies } from "./setup.mjs";
import { inProject, node24 } from "./setup/paths.mjs";
import { runInTerminal, say, SetupError } from "./setup/run.mjs";

try {
  await setUpDependencies();
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= 24;
  const node = isNewEnough ? process.execPath : node24;
  const args = [inProject("electron", "cli.ts"), ...process.argv.slice(2)];
  // File names on the command line are relative to where the user is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await runInTerminal(node, args, { cwd });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 2;
}

// `npm run test:e2e` and `npm run screenshots`: one Playwright project against the built app in a
// real Electron window.
import { buildIfChanged } from "./build.mjs";
import { runScript } from "./setup.mjs";
import { withDesktop } from "./setup/display.mjs";
import { toolPath } from "./setup/paths.mjs";
import { runInTerminal } from "./setup/run.mjs";

const playwright = toolPath("@playwright", "test", "cli.js");

await runScript("desktop", async ([project, ...args]) => {
  await buildIfChanged();
  const command = [playwright, "test", `--project=${project}`, ...args];
  return withDesktop(({ env }) => runInTerminal(process.execPath, command, { env }));
});

// `npm start`: the app in a window; where there is no display, in a virtual one with a report on the terminal.
import { buildIfChanged } from "./build.mjs";
import { runScript } from "./setup.mjs";
import { electronFlags, withDesktop } from "./setup/display.mjs";
import { electronBinary, findElectronVersion, isStandIn } from "./setup/electron-runtime.mjs";
import { root } from "./setup/paths.mjs";
import { runApart, say } from "./setup/run.mjs";

await runScript("desktop", async (args) => {
  await buildIfChanged();
  if (isStandIn(findElectronVersion())) {
    say("running on the stand-in Electron: no key of a real venue is accepted");
  }
  return withDesktop(({ env, isVirtual }) => {
    if (isVirtual) {
      say("no display: running in a virtual one, this terminal shows what the window shows");
      Object.assign(env, { KEEL_TERMINAL: "1" });
    }
    return runApart(electronBinary(), [...electronFlags(), root, ...args], { env });
  });
});

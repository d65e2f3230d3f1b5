// `npm run soak [-- SECONDS]`: the app in faults of venue, network and clock, a minute unless told.
import { runScript } from "./setup.mjs";
import { toolPath } from "./setup/paths.mjs";
import { runInTerminal } from "./setup/run.mjs";

await runScript("dependencies", async ([seconds = "60"]) => {
  const env = { ...process.env, KEEL_SOAK_SECONDS: seconds };
  return runInTerminal(process.execPath, [toolPath("vitest", "vitest.mjs"), "run", "tests/soak"], {
    env,
  });
});

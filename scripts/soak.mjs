// `npm run soak [-- SECONDS]`: the app in faults of venue, network and clock, a minute unless told,
// and killed in its readings 300 times. The tests do a little of both.
import { runScript } from "./setup.mjs";
import { toolPath } from "./setup/paths.mjs";
import { runInTerminal } from "./setup/run.mjs";

await runScript("dependencies", async ([seconds = "60"]) => {
  const env = { ...process.env, KEEL_SOAK_SECONDS: seconds, KEEL_SOAK_KILLS: "300" };
  return runInTerminal(process.execPath, [toolPath("vitest", "vitest.mjs"), "run", "tests/soak"], {
    env,
  });
});

// `npm run bench [-- NAME]`: every bench/*.bench.ts, or those whose name holds NAME.
import { readdirSync } from "node:fs";
import { buildIfChanged } from "./build.mjs";
import { runScript } from "./setup.mjs";
import { withDesktop } from "./setup/display.mjs";
import { inProject } from "./setup/paths.mjs";
import { runInTerminal } from "./setup/run.mjs";

await runScript("desktop", async ([filter = ""]) => {
  await buildIfChanged();
  const files = readdirSync(inProject("bench"))
    .filter((name) => name.endsWith(".bench.ts") && name.includes(filter))
    .toSorted();
  return withDesktop(async ({ env }) => {
    let failed = 0;
    for (const name of files) {
      const status = await runInTerminal(process.execPath, [inProject("bench", name)], { env });
      if (status !== 0) failed += 1;
    }
    return failed === 0 ? 0 : 1;
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/keel.ts";

test("a terminal that is closed while the app runs is no fault of the app", async ({
  launch,
  dataDir,
}) => {
  const { app, page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  app.process().stdout?.destroy();
  app.process().stderr?.destroy();
  const refused = () =>
    page.evaluate(() => window.keel.invoke("accounts.sync", { accountId: "x" }));
  for (let n = 0; n < 3; n += 1) expect(await refused()).toMatchObject({ ok: false });
  const log = readFileSync(join(dataDir, "logs", "keel.log"), "utf8");
  expect(log.match(/operation failed/g)).toHaveLength(3);
  expect(log).not.toContain("EPIPE");
});

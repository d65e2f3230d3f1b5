import { join } from "node:path";
import { askMain } from "../support/ask-main.ts";
import { expect, test } from "../support/keel.ts";

/*
 * The pictures in docs/: the real window on the demo, once an alert has fired, as it is.
 */

const DOCS = join(import.meta.dirname, "../../../docs");
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

test("overview in both themes and sizes", async ({ launch, desktop }) => {
  test.setTimeout(240_000);
  const { app, page } = await launch();
  await desktop.waitFor(/maintenance ratio/, 180_000);
  await page.evaluate(() => window.keel.invoke("demo.pause", {}));
  await expect(page.getByTestId("demo-banner")).toContainText("paused");
  await expect(page.getByText("Demo: maintenance ratio").first()).toBeVisible();
  for (const theme of ["dark", "light"]) {
    await page.evaluate((value) => window.keel.invoke("settings.set", { theme: value }), theme);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    for (const { width, height } of SIZES) {
      await askMain(() =>
        app.evaluate(
          ({ BrowserWindow }, size) =>
            BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
          { width, height },
        ),
      );
      await expect
        .poll(() => page.evaluate(() => [innerWidth, innerHeight]))
        .toEqual([width, height]);
      await expect(page.getByTestId("equity-value")).toBeVisible();
      const file = join(DOCS, `overview-${theme}-${width}x${height}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
    }
  }
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import Database from "better-sqlite3";
import { expect, keel, test } from "./support/keel.ts";

type Figures = Record<string, string | null>;

/** Every figure of the positions table at full precision, as `instrument side mode field`. */
async function figuresOnScreen(page: Page): Promise<Figures> {
  const cells = page.getByTestId("positions-table").locator("[data-field][data-value]");
  const found = await cells.evaluateAll((all) =>
    all.map((cell) => {
      const row = cell.closest("[data-testid^='position-']");
      return [
        `${row?.getAttribute("data-testid")} ${cell.getAttribute("data-field")}`,
        cell.getAttribute("data-value"),
      ] as const;
    }),
  );
  const headline = ["equity-value", "worst-ratio"].map(async (id) => {
    return [id, await page.getByTestId(id).getAttribute("data-value")] as const;
  });
  return Object.fromEntries([...found, ...(await Promise.all(headline))]);
}

/** The same figures by the command line, from the stored snapshot. */
function figuresByCommand(dataDir: string): Figures {
  const exported = keel(["export", "--format", "json", "--data-dir", dataDir]);
  const { consolidated, accounts } = JSON.parse(
    keel(["evaluate", "-", "--json"], exported.stdout).stdout,
  );
  const figures: Figures = {
    "equity-value": consolidated.equity,
    "worst-ratio": accounts[0].maintenanceMarginRatio,
  };
  for (const position of accounts[0].positions) {
    const row = `position-${position.instrument}-${position.side}-${position.marginMode}`;
    figures[`${row} unrealizedPnl`] = position.unrealizedPnl;
    figures[`${row} fundingPerDay`] = position.fundingPerDay;
    // Shown as a word, without digits, where there is no such price.
    if (position.liquidationPriceReason === "none") continue;
    figures[`${row} liquidationPrice`] = position.liquidationPrice;
    figures[`${row} distanceRatio`] = position.distanceToLiquidation;
  }
  return figures;
}

/** What is in the file, read by a second connection. */
function stored(dataDir: string) {
  const db = new Database(join(dataDir, "keel.db"), { readonly: true });
  const all = (sql: string) => db.prepare(sql).all();
  const contents = {
    integrity: db.pragma("integrity_check", { simple: true }),
    snapshots: all("SELECT * FROM snapshot ORDER BY snapshot_id"),
    positions: all("SELECT * FROM snapshot_position ORDER BY snapshot_id, ordinal"),
    alerts: all("SELECT * FROM alert_transition ORDER BY sequence"),
  };
  db.close();
  return contents;
}

test("the window shows what the command line computes, digit for digit", async ({
  launch,
  dataDir,
}) => {
  const { page } = await launch();
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d+/);
  await expect(page.getByTestId("demo-banner")).toBeVisible();
  await page.evaluate(() => window.keel.invoke("demo.pause", {}));
  await expect(async () => {
    const expected = figuresByCommand(dataDir);
    expect(Object.keys(expected).length).toBeGreaterThan(20);
    expect(await figuresOnScreen(page)).toMatchObject(expected);
  }).toPass({ timeout: 20_000 });
});

test("a level that is crossed is stored, listed and shown by the desktop", async ({
  launch,
  desktop,
  dataDir,
}) => {
  test.setTimeout(150_000);
  const { page } = await launch();
  const notice = await desktop.waitFor(/maintenance ratio \d+\.\d %/, 120_000);
  expect(notice.body).toMatch(/left before liquidation/);
  await expect(page.getByTestId("alert-list")).toContainText(notice.summary);
  expect(JSON.stringify(stored(dataDir).alerts)).toContain(notice.summary);
});

test("nothing stored is lost when the process is killed", async ({ launch, dataDir }) => {
  const first = await launch();
  await expect(first.page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d+/);
  await expect.poll(() => stored(dataDir).snapshots.length, { timeout: 20_000 }).toBeGreaterThan(2);
  const acknowledged = stored(dataDir);
  await first.kill();
  const kept = stored(dataDir);
  expect(kept.integrity).toBe("ok");
  expect(kept.snapshots.slice(0, acknowledged.snapshots.length)).toEqual(acknowledged.snapshots);
  expect(kept.positions.slice(0, acknowledged.positions.length)).toEqual(acknowledged.positions);
  const second = await launch();
  await expect(second.page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d+/);
  await expect.poll(() => stored(dataDir).snapshots.length).toBeGreaterThan(kept.snapshots.length);
  expect(readdirSync(dataDir)).toContain("keel.db");
});

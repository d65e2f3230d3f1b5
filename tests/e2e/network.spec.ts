import { readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { accountId } from "#shared/domain/ids.ts";
import { VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import { createAccountStore } from "../../electron/store/account-store.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { expect, test } from "./support/keel.ts";
import { startRecordingProxy } from "./support/recording-proxy.ts";

/*
 * Whom the app as it is built contacts: Node's connections are recorded from before its first line
 * on, and all of Chromium's go to a proxy. Neither lets anything through.
 */

const RECORDER = join(import.meta.dirname, "../network/record-connections.ts");

/** An account that is read by its address: its venue is asked without a key. */
function addAccount(dataDir: string): void {
  const db = openDatabase({ dataDir, now: Date.now() });
  const account = {
    accountId: accountId("away"),
    label: "Away",
    venue: "hyperliquid",
    marginModel: "hyperliquid",
    isDemo: false,
    createdAt: Date.now(),
  } as const;
  createAccountStore(db).append(account, [{ walletAddress: `0x${"0".repeat(39)}1` }]);
  db.close();
}

/** The recorder without types, as the app's Node can require it; it writes to `record`. */
function prepareRecorder(dataDir: string) {
  const [script, record] = [join(dataDir, "recorder.cjs"), join(dataDir, "contacted.txt")];
  writeFileSync(script, stripTypeScriptTypes(readFileSync(RECORDER, "utf8")));
  return { script, record };
}

/** What a page that has gone wrong might try; the window keeps all of it. */
async function tryFromPage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const load = (element: HTMLImageElement | HTMLScriptElement) => (element.src = "//p.example/");
    document.body.append(
      ...[new Image(), document.createElement("script")].map((it) => (load(it), it)),
    );
    navigator.sendBeacon("https://p.example/");
    await Promise.allSettled([fetch("https://p.example/"), fetch("http://127.0.0.1:1/")]);
  });
}

/** The same without a page and its content security policy: what is left is the session's own lock. */
const tryFromSession = (app: ElectronApplication) =>
  app.evaluate(async ({ session }) => {
    const urls = ["http://s.example/", "https://s.example/", "http://127.0.0.1:1/"];
    const sessions = [session.defaultSession, session.fromPartition("another")];
    const tries = sessions.flatMap((each) => urls.map((url) => each.fetch(url)));
    return (await Promise.allSettled(tries)).map(({ status }) => status);
  });

/** Chromium with its lock undone, and Node without one: what the two records must see. */
const breakOut = (app: ElectronApplication) =>
  app.evaluate(async ({ session }) => {
    const open = session.fromPartition("open");
    open.webRequest.onBeforeRequest(null);
    await Promise.allSettled([
      open.fetch("http://c.example/"),
      open.fetch("https://c.example/"),
      fetch("https://c.example/"),
    ]);
  });

test("the app contacts its accounts' venues and nobody else", async ({ launch, dataDir }) => {
  addAccount(dataDir);
  const { script, record } = prepareRecorder(dataDir);
  const proxy = await startRecordingProxy();
  const contacted = () => new Set(readFileSync(record, "utf8").trimEnd().split("\n"));
  try {
    const { app, page } = await launch({ RECORD_TO: record }, proxy.args, ["--require", script]);
    await page.getByRole("link", { name: "Accounts", exact: true }).click();
    const row = page.locator("[data-testid^='account-']").filter({ hasText: "Away" });
    await expect(row).toContainText("The venue can't be reached");
    await tryFromPage(page);
    expect(new Set(await tryFromSession(app))).toEqual(new Set(["rejected"]));
    const venue = VENUE_CATALOG.hyperliquid.hosts.map((host) => `socket ${host}:443`);
    expect(contacted()).toEqual(new Set(venue));
    expect(proxy.asked).toEqual([]);

    await breakOut(app);
    expect(contacted()).toEqual(new Set([...venue, "socket c.example:443"]));
    expect(new Set(proxy.asked)).toEqual(new Set(["http://c.example/", "c.example:443"]));
  } finally {
    await proxy.close();
  }
});

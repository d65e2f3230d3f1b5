import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { askMain } from "./support/ask-main.ts";
import { fillIn, KEY, PLAIN_TEXT } from "./support/add-account.ts";
import { answers, startFickleVenue } from "./support/fickle-venue.ts";
import { expect, test as base } from "./support/keel.ts";

/* A key that can be recognized is added by hand, refused once and taken once; then it is looked for. */

const test = base.extend<{ venue: Awaited<ReturnType<typeof startFickleVenue>> }>({
  // oxlint-disable-next-line no-empty-pattern
  venue: async ({}, use) => {
    const venue = await startFickleVenue();
    await use(venue);
    await venue.close();
  },
});

const REFUSED_KEY = answers(
  401,
  '{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action"}',
);

/** Every message that leaves the main process for the window from now on, as text. */
async function recordIpc(app: ElectronApplication): Promise<() => Promise<string>> {
  await askMain(() =>
    app.evaluate(({ BrowserWindow, ipcMain }) => {
      const sent: string[] = [];
      Reflect.set(globalThis, "sentToWindow", sent);
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const send = contents?.send.bind(contents);
      if (contents && send)
        contents.send = (...message) => {
          sent.push(JSON.stringify(message));
          send(...message);
        };
      // Electron keeps handlers in a map without a public name.
      const handlers: unknown = Reflect.get(ipcMain, "_invokeHandlers");
      if (!(handlers instanceof Map)) throw new Error("the handlers can't be listened to");
      for (const [channel, handle] of handlers) {
        handlers.set(channel, async (...request: unknown[]) => {
          const reply: unknown = await handle(...request);
          sent.push(JSON.stringify(reply));
          return reply;
        });
      }
    }),
  );
  return () => askMain(() => app.evaluate(() => String(Reflect.get(globalThis, "sentToWindow"))));
}

/** What the window's scripts hold in memory, garbage collected, as text. */
async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => void chunks.push(chunk));
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.takeHeapSnapshot");
  await devtools.detach();
  return chunks.join("");
}

/** Every file below a folder, read as bytes. */
function filesBelow(folder: string): readonly (readonly [string, Buffer])[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file)] as const);
}

test("a planted key is nowhere but where it must be", async ({ launch, venue, dataDir }) => {
  const { page, app } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  const log: string[] = [];
  app.process().stderr?.on("data", (text) => log.push(String(text)));
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  const sentToWindow = await recordIpc(app);
  await fillIn(page);
  expect(await heapOf(page)).toContain(KEY.secret);
  venue.misbehave(REFUSED_KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  venue.misbehave(null);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("account-added")).toBeVisible();
  await page.keyboard.press("Enter");
  const row = page.locator("[data-testid^='account-']").filter({ hasText: KEY.label });
  await expect(row).toContainText("live");
  const ipc = await sentToWindow();
  expect(ipc).toContain(KEY.label);
  expect(ipc).not.toContain("planted-");
  const html = await page.evaluate(() => document.documentElement.outerHTML);
  expect(html).toContain(KEY.label);
  expect(html).not.toContain("planted-");
  expect(await heapOf(page)).not.toContain("planted-");
  await app.close();
  expect(log.join("")).not.toContain("planted-");
  const files = filesBelow(dataDir);
  // What is searched is searched where it would be found.
  expect(files.some(([file, bytes]) => file.includes("keel.db") && bytes.includes(KEY.label))).toBe(
    true,
  );
  expect(files.filter(([, bytes]) => bytes.includes("planted-")).map(([file]) => file)).toEqual([]);
});

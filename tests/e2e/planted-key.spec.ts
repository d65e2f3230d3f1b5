import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { askMain } from "./support/ask-main.ts";
import { fillIn, KEY, PLAIN_TEXT } from "./support/add-account.ts";
import { answers, startFickleVenue } from "./support/fickle-venue.ts";
import { expect, test as base } from "./support/keel.ts";
import { runApp } from "./support/run-app.ts";

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

/** None of them looks like a secret by itself, and each reads differently in every encoding. */
const PLANTED = {
  apiKey: "planted/key+0123",
  secret: "planted/secret?=&%0123",
  passphrase: "planted passphrase; 0123",
};
const ENCODINGS: readonly ((value: string) => Buffer)[] = [
  (value) => Buffer.from(value),
  (value) => Buffer.from(value, "utf16le"),
  (value) => Buffer.from(encodeURIComponent(value)),
  (value) => Buffer.from(Buffer.from(value).toString("hex")),
  (value) => Buffer.from(Buffer.from(value).toString("base64").replace(/=+$/, "")),
];
const NEEDLES = Object.values(PLANTED).flatMap((value) => ENCODINGS.map((encode) => encode(value)));
/** What an error that shows everything would say. */
const TELLTALE = NEEDLES.filter((needle) => !needle.includes(0)).join(" ");

function listenTo(app: ElectronApplication, heard: Buffer[]): void {
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on("data", (chunk: Buffer) => heard.push(chunk));
}

test("no crash, fault, restart or command gives a planted secret away", async ({
  launch,
  venue,
  dataDir,
}) => {
  const heard: Buffer[] = [];
  const { app, page } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  listenTo(app, heard);
  const { apiKey, secret } = PLANTED;
  const okx = { venue: "okx", marginModel: "okx-single", label: "Refused", ...PLANTED };
  const add = (input: unknown) =>
    page.evaluate((account) => window.keel.invoke("accounts.add", account), input);
  expect(await add({ ...KEY, apiKey, secret })).toMatchObject({ ok: true });
  expect(await add(okx)).toMatchObject({ ok: false });
  venue.misbehave(answers(400, JSON.stringify({ code: -1000, msg: TELLTALE })));
  await page.evaluate(() => window.keel.invoke("accounts.sync", { accountId: null }));
  venue.misbehave(null);
  await app.evaluate(({ BrowserWindow }, telltale) => {
    void Promise.reject(new Error(telltale));
    setImmediate(() => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      throw new Error(telltale);
    });
  }, TELLTALE);
  const log = join(dataDir, "logs", "keel.log");
  const logged = () => readFileSync(log, "utf8");
  await expect.poll(logged).toContain("the window's process ended");
  expect(logged().match(/"fault".*\[redacted\]/g)).toHaveLength(2);
  await app.close();

  const again = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, PLAIN_TEXT);
  listenTo(again.app, heard);
  await expect(again.page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  await again.app.close();
  venue.misbehave(answers(400, JSON.stringify({ code: -1000, msg: TELLTALE })));
  const { out, err } = await runApp({ dataDir, proxyUrl: venue.proxyUrl, words: ["sync"] });
  expect(out).toContain(`${KEY.label}: not read`);
  heard.push(Buffer.from(out), Buffer.from(err));

  const searched = [...filesBelow(dataDir), ["the terminal", Buffer.concat(heard)] as const];
  const found = searched.flatMap(([place, bytes]) =>
    NEEDLES.filter((needle) => bytes.includes(needle)).map(
      (needle) => `${place}: ${String(needle)}`,
    ),
  );
  expect(found).toEqual([]);
});

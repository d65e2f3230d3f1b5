import { chmodSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { askMain } from "./support/ask-main.ts";
import { expect, test } from "./support/keel.ts";

/*
 * What a page that has gone wrong must not gain: other operations, other senders, other places.
 */

test("a message that is not in the contract is refused", async ({ launch }) => {
  const { page } = await launch();
  const ask = (channel: string, input: unknown) =>
    page.evaluate(([name, value]) => window.keel.invoke(name, value), [channel, input] as const);
  expect(await ask("files.read", { path: "/etc/passwd" })).toMatchObject({ ok: false });
  expect(await ask("__proto__", {})).toMatchObject({ ok: false });
  expect(await ask("margin.get", { accountId: 5 })).toMatchObject({
    ok: false,
    error: { code: "invalid_input" },
  });
  expect(await ask("overview.get", { more: true })).toMatchObject({
    ok: false,
    error: { code: "invalid_input" },
  });
  expect(await ask("overview.get", {})).toMatchObject({ ok: true });
});

test("a window of another origin is refused, even with the bridge", async ({ launch }) => {
  const { app } = await launch();
  const refused = await askMain(() =>
    app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const foreign = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true },
        });
        await foreign.loadURL("data:text/html,<p>foreign</p>");
        const script = `window.keel.invoke("overview.get", {}).then((r) => JSON.stringify(r), (e) => String(e))`;
        const answer: unknown = await foreign.webContents.executeJavaScript(script);
        foreign.destroy();
        return String(answer);
      },
      `${import.meta.dirname}/../../out/preload/preload.cjs`,
    ),
  );
  expect(refused).not.toContain('"ok":true');
});

test("the page has no Node, no way out and no permission", async ({ launch }) => {
  const server = createServer((_request, response) => response.end("<p>elsewhere</p>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let visits = 0;
  server.on("request", () => (visits += 1));
  const { app, page } = await launch();
  const home = page.url();
  expect(home).toMatch(/^app:\/\/keel\//);
  expect(
    await page.evaluate(() => [typeof require, typeof process, Object.keys(window.keel)]),
  ).toEqual(["undefined", "undefined", ["invoke", "subscribe"]]);
  for (const url of [
    `http://127.0.0.1:${port}/`,
    "file:///etc/passwd",
    "data:text/html,<p>gone</p>",
    "javascript:void(document.body.textContent='gone')",
    `app://keel.evil/`,
  ]) {
    await page.evaluate((target) => {
      window.open(target);
      const link = document.createElement("a");
      link.href = target;
      document.body.append(link);
      link.click();
      link.remove();
    }, url);
  }
  expect(
    await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "read",
          () => "refused",
        ),
      `http://127.0.0.1:${port}/`,
    ),
  ).toBe("refused");
  expect(await page.evaluate(() => Notification.requestPermission())).toBe("denied");
  expect(page.url()).toBe(home);
  expect(app.windows()).toHaveLength(1);
  expect(visits).toBe(0);
  server.close();
});

test("the protocol serves nothing but the window's own files", async ({ launch }) => {
  const { page } = await launch();
  const status = (path: string) =>
    page.evaluate(async (url) => {
      const image = new Image();
      const outcome = new Promise((resolve) => {
        image.addEventListener("load", () => resolve("served"));
        image.addEventListener("error", () => resolve("refused"));
      });
      image.src = url;
      return outcome;
    }, path);
  expect(await status("app://keel/../main/main.js")).toBe("refused");
  expect(await status("app://keel/%2e%2e/%2e%2e/package.json")).toBe("refused");
  const violated = await page.evaluate(() => {
    const violation = new Promise((resolve) => {
      const report = (event: SecurityPolicyViolationEvent) => resolve(event.violatedDirective);
      document.addEventListener("securitypolicyviolation", report);
    });
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    return violation;
  });
  expect(violated).toBe("script-src-elem");
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
});

test("an environment can neither open TLS nor the files of the data folder", async ({
  launch,
  dataDir,
}) => {
  chmodSync(dataDir, 0o755);
  const { app, page } = await launch({ NODE_TLS_REJECT_UNAUTHORIZED: "0" });
  await expect(page.getByTestId("equity-value")).toHaveAttribute("data-value", /^\d/);
  expect(await app.evaluate(() => process.env["NODE_TLS_REJECT_UNAUTHORIZED"])).toBeUndefined();
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files).toContain(join(dataDir, "keel.db"));
  expect(files.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
});

test("a page finds no way out past the proxy, and leaves no file on the disk", async ({
  launch,
  dataDir,
}) => {
  const { app, page } = await launch();
  const candidates = await page.evaluate(async () => {
    const connection = new RTCPeerConnection();
    connection.createDataChannel("way out");
    const gathered = new Promise((resolve) => {
      connection.addEventListener("icegatheringstatechange", () => {
        if (connection.iceGatheringState === "complete") resolve(null);
      });
    });
    await connection.setLocalDescription();
    await gathered;
    return connection.localDescription?.sdp.match(/a=candidate:.*/g) ?? [];
  });
  expect(candidates.filter((candidate) => !candidate.includes("tcp"))).toEqual([]);

  await app.evaluate(({ app: main, session }, folder) => {
    main.setPath("downloads", folder);
    session.defaultSession.once("will-download", (event) => {
      Reflect.set(globalThis, "wasRefused", event.defaultPrevented);
    });
  }, dataDir);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["left behind"]));
    link.download = "left-behind.txt";
    link.click();
  });
  await expect
    .poll(() => app.evaluate(() => Boolean(Reflect.get(globalThis, "wasRefused"))))
    .toBe(true);
});

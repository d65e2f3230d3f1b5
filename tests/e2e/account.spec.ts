import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { expect, test } from "./support/keel.ts";

/*
 * An account of one's own, read through the unmodified client from a venue on loopback that can be
 * told to misbehave: the last good snapshot has to stay, marked with its age.
 */

type Fault = (request: IncomingMessage, response: ServerResponse) => void;

/** Passes everything on to the composed venue until a fault is set. */
async function startFickleVenue() {
  const bodiesDir = join(import.meta.dirname, "../../resources/demo");
  const venue = await startDemoVenue({ now: Date.now, bodiesDir });
  let fault: Fault | null = null;
  const server: Server = createServer((incoming, response) => {
    if (fault) return fault(incoming, response);
    const target = new URL(venue.proxyUrl);
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    proxyUrl: `http://127.0.0.1:${port}/demo/`,
    misbehave: (next: Fault | null) => (fault = next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await venue.close();
    },
  };
}

/** A value inside an answer; `undefined` where there is none. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce((inside, key) => Reflect.get(Object(inside), key), value);
}

const FAULTS: readonly { name: string; fault: Fault; code: RegExp }[] = [
  {
    name: "an empty object",
    fault: (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("{}"),
    code: /bad_venue_data/,
  },
  {
    name: "a page instead of data",
    fault: (_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<html>captcha</html>"),
    code: /bad_venue_data|venue_unavailable/,
  },
  {
    name: "a cut connection",
    fault: (request) => request.socket.destroy(),
    code: /venue_unavailable/,
  },
  {
    name: "a refused key",
    fault: (_request, response) =>
      response
        .writeHead(401, { "content-type": "application/json" })
        .end('{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action"}'),
    code: /credentials_rejected/,
  },
];

const KEY = {
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  label: "My futures",
  apiKey: "planted-key-0123456789",
  secret: "planted-secret-0123456789",
};

test("without a key store of the system a key is refused in words", async ({ launch }) => {
  const { page } = await launch({ KEEL_REPLAY_URL: "http://127.0.0.1:9/demo/" });
  const reply = await page.evaluate((key) => window.keel.invoke("accounts.add", key), KEY);
  expect(reply).toMatchObject({ ok: false, error: { code: "unsupported" } });
});

test("an account of one's own is added, read, survives a bad venue and is removed", async ({
  launch,
}) => {
  const venue = await startFickleVenue();
  const { page, app } = await launch({ KEEL_REPLAY_URL: venue.proxyUrl }, [
    "--allow-plain-text-keys",
  ]);
  const ask = (channel: string, input: unknown) =>
    page.evaluate(([name, value]) => window.keel.invoke(name, value), [channel, input] as const);
  const log: string[] = [];
  app.process().stderr?.on("data", (text) => log.push(String(text)));
  const added = await ask("accounts.add", KEY);
  expect(added).toMatchObject({ ok: true });
  const accountId = String(at(added, "value", "accountId"));
  await expect(page.getByTestId(`feed-${accountId}`)).toContainText(/live/i);
  const equity = page.getByTestId("equity-value");
  await expect(equity).toHaveAttribute("data-value", /^\d/);
  for (const { fault, code } of FAULTS) {
    venue.misbehave(fault);
    await ask("accounts.sync", { accountId });
    const feed = async () => {
      return at(await ask("overview.get", {}), "value", "accounts", 0, "feed");
    };
    await expect.poll(async () => at(await feed(), "failure", "code")).toMatch(code);
    expect(at(await feed(), "readAt")).toEqual(expect.any(Number));
    await expect(equity).toHaveAttribute("data-value", /^\d/);
    venue.misbehave(null);
    await ask("accounts.sync", { accountId });
    await expect.poll(async () => at(await feed(), "failure")).toBeNull();
  }
  expect(log.join("")).not.toContain("planted-");
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("planted-");
  expect(await ask("accounts.remove", { accountId })).toMatchObject({ ok: true });
  await expect(page.getByTestId(`feed-${accountId}`)).toHaveCount(0);
  await venue.close();
});

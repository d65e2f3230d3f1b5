import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type Credential, VenueError } from "../../electron/exchange/exchange-client.ts";
import { selfSigned } from "./self-signed.ts";

/* What ends a signed request before it leaves: a key of no use, a certificate that is refused. */

const PACE = { timeoutMs: 2_000, deadlineMs: 4_000, weightMs: 1 };
const KEY = { apiKey: "the-key", secret: "dGhlLXNlY3JldA==" };

/** Listens on loopback and answers everything with an empty object; `asked` holds all headers. */
async function listen(scheme: "http" | "https" | "https without TLS") {
  const asked: string[] = [];
  const answer: http.RequestListener = (request, response) => {
    asked.push(JSON.stringify(request.headers));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  };
  const server =
    scheme === "https" ? https.createServer(selfSigned(), answer) : http.createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const proxyUrl = `${scheme === "http" ? "http" : "https"}://127.0.0.1:${port}/`;
  return { proxyUrl, asked };
}

async function failureAt(proxyUrl: string, venue: string, credential: Credential) {
  const id = { accountId: accountId("account"), label: "Main", venue, proxyUrl };
  const marginModel = venue === "krakenfutures" ? "kraken-flex" : "binance-usdm";
  const client = connectCcxt({ ...id, marginModel }, credential, Date.now, PACE);
  onTestFinished(client.close);
  const failure: unknown = await client.fetchAccount().catch((error: unknown) => error);
  if (failure instanceof VenueError) return failure;
  return expect.unreachable("it was read, or failed in a way of its own");
}

const PEM = "-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEIA== -----END PRIVATE KEY-----";

it.each([
  ["a key with a letter that can't be seen", "binanceusdm", { ...KEY, apiKey: "the\u200bkey" }],
  ["a key of several lines in one", "binanceusdm", { ...KEY, secret: PEM }],
  ["a secret that is not Base64", "krakenfutures", { ...KEY, secret: "the-secret" }],
] as const)("%s is blamed on the key, which is not told", async (_, venue, credential) => {
  const { proxyUrl, asked } = await listen("http");
  const { code, message, cause } = await failureAt(proxyUrl, venue, credential);
  expect([code, cause]).toEqual(["credentials_rejected", undefined]);
  expect(message).toMatch(/form that the venue can't use, so nothing was sent/);
  expect(asked.join()).not.toMatch(/the.?key/);
});

it.each(["https", "https without TLS"] as const)(
  "a certificate that is refused is said to be (%s)",
  async (scheme) => {
    const { proxyUrl, asked } = await listen(scheme);
    const { code, message } = await failureAt(proxyUrl, "binanceusdm", KEY);
    expect(code).toBe("venue_unavailable");
    expect(message).toMatch(/certificate .* was refused, so nothing was sent, the key neither/);
    expect(asked).toEqual([]);
  },
);

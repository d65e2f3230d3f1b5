import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { DemoVenue } from "../ports.ts";
import { demoFigures } from "./demo-account.ts";
import { account, assetIndex, fundingInfo, positionRisk, premiumIndex } from "./demo-answers.ts";
import { type DemoBodies, loadDemoBodies, type StaticBody } from "./demo-bodies.ts";
import { DEMO_BOOK } from "./demo-book.ts";
import { startDemoClock } from "./demo-clock.ts";
import { type DemoMarket, demoMarketAt } from "./demo-market.ts";

export type DemoOptions = {
  readonly now: () => number;
  /** Folder of the bodies that do not move. */
  readonly bodiesDir: string;
  /** A free one when left out. */
  readonly port?: number;
};

/**
 * A venue on loopback that answers as Binance USD-M does: same addresses, same schemas, same
 * refusals, for any key. ccxt reaches it through `proxyUrl`, which puts the demo's address before
 * the venue's own. Rejects when the port is taken or the bodies can't be read.
 */
export async function startDemoVenue({
  now,
  bodiesDir,
  port = 0,
}: DemoOptions): Promise<DemoVenue> {
  const bodies = await loadDemoBodies(bodiesDir);
  const clock = startDemoClock(now);
  const server = http.createServer((request, response) => {
    const { status, body } = answer(request, { bodies, at: now(), elapsedMs: clock.elapsedMs() });
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const address = server.address() as AddressInfo;
  return {
    proxyUrl: `http://127.0.0.1:${address.port}/demo/`,
    pause: clock.pause,
    resume: clock.resume,
    isPaused: clock.isPaused,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Answer = { readonly status: number; readonly body: string };
type Moment = { readonly bodies: DemoBodies; readonly at: number; readonly elapsedMs: number };

function answer(request: http.IncomingMessage, moment: Moment): Answer {
  const url = originalUrl(request.url ?? "");
  if (!url) return refusal(404, -5000, "Path is invalid");
  const endpoint = request.method === "GET" ? ENDPOINTS[url.pathname] : undefined;
  if (!endpoint)
    return refusal(404, -5000, `Path ${url.pathname}, Method ${request.method} is invalid`);
  const refused = endpoint.isSigned ? refuseUnsigned(request, url) : null;
  return refused ?? { status: 200, body: endpoint.body(moment) };
}

/** The address behind ours: percent-encoded as a whole when it has a query, as ccxt sends it. */
function originalUrl(requested: string): URL | null {
  const target = /^\/demo\/(.+)$/s.exec(requested)?.[1];
  if (target === undefined) return null;
  try {
    const url = new URL(/^https%3a/i.test(target) ? decodeURIComponent(target) : target);
    return url.host === "fapi.binance.com" ? url : null;
  } catch {
    // Broken percent-encoding or no address at all.
    return null;
  }
}

/** Any key and any signature will do, but not none. */
function refuseUnsigned(request: http.IncomingMessage, url: URL): Answer | null {
  if (!request.headers["x-mbx-apikey"]) return refusal(401, -2014, "API-key format invalid.");
  const missing = ["timestamp", "signature"].find((name) => !url.searchParams.get(name));
  if (missing === undefined) return null;
  const message = `Mandatory parameter '${missing}' was not sent, was empty/null, or malformed.`;
  return refusal(400, -1102, message);
}

function refusal(status: number, code: number, msg: string): Answer {
  return { status, body: JSON.stringify({ code, msg }) };
}

type Endpoint = { readonly isSigned: boolean; readonly body: (moment: Moment) => string };

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/fapi/v1/time": open(({ at }) => ({ serverTime: at })),
  "/fapi/v1/exchangeInfo": { isSigned: false, body: fixed("exchangeInfo") },
  "/fapi/v1/premiumIndex": open(({ at, ...moment }) => premiumIndex(marketOf(moment), at)),
  "/fapi/v1/fundingInfo": open(() => fundingInfo()),
  "/fapi/v1/assetIndex": open(({ at, ...moment }) => assetIndex(marketOf(moment), at)),
  "/fapi/v3/account": signed((moment) => account(DEMO_BOOK, figuresOf(moment), moment.at)),
  "/fapi/v3/positionRisk": signed((moment) => positionRisk(figuresOf(moment), moment.at)),
  "/fapi/v1/accountConfig": { isSigned: true, body: fixed("accountConfig") },
  "/fapi/v1/leverageBracket": { isSigned: true, body: fixed("leverageBracket") },
  "/fapi/v1/multiAssetsMargin": { isSigned: true, body: fixed("multiAssetsMargin") },
  "/fapi/v1/openOrders": { isSigned: true, body: fixed("openOrders") },
  "/fapi/v1/positionSide/dual": { isSigned: true, body: fixed("positionSideDual") },
  "/fapi/v1/symbolConfig": { isSigned: true, body: fixed("symbolConfig") },
};

function open(value: (moment: Moment) => unknown): Endpoint {
  return { isSigned: false, body: (moment) => JSON.stringify(value(moment)) };
}

function signed(value: (moment: Moment) => unknown): Endpoint {
  return { isSigned: true, body: (moment) => JSON.stringify(value(moment)) };
}

function fixed(name: StaticBody): (moment: Moment) => string {
  return ({ bodies }) => bodies.texts.get(name) ?? "";
}

function marketOf({ elapsedMs }: Pick<Moment, "elapsedMs">): DemoMarket {
  return demoMarketAt(elapsedMs);
}

function figuresOf(moment: Moment) {
  return demoFigures(DEMO_BOOK, moment.bodies, marketOf(moment).marks);
}

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import type { Pace } from "../../electron/exchange/ccxt-exchanges.ts";
import type { VenueClient } from "../../electron/exchange/exchange-client.ts";
import type { DemoVenue } from "../../electron/ports.ts";
import { type Fault, type FaultyVenue, startFaultyVenue } from "./faulty-venue.ts";

/*
 * Bodies that are cut, endless or too large, compressed or not. Each ends the reading with its code,
 * and the venue sees its socket closed: nothing goes on behind an answer that was given up.
 */

const ACCOUNT = "/fapi/v3/account";
const RIGHTS = "/sapi/v1/account/apiRestrictions";
const BODIES = path.join(import.meta.dirname, "../../resources/demo");
const START = 1_795_392_000_000;
/** Longer than a test may take: what does not end by itself fails. */
const PATIENT: Pace = { timeoutMs: 60_000, deadlineMs: 60_000, weightMs: 1 };
const SHORT: Pace = { timeoutMs: 2_000, deadlineMs: 3_000, weightMs: 1 };
const CUT = "The connection to the venue broke off.";

let demo: DemoVenue;
let venue: FaultyVenue;
let client: VenueClient;

beforeAll(async () => {
  demo = await startDemoVenue({ now: () => START, bodiesDir: BODIES });
});
afterAll(() => demo.close());

beforeEach(async () => {
  venue = await startFaultyVenue(demo.proxyUrl);
});
afterEach(async () => {
  await client.close();
  await venue.close();
});

function connect(pace: Pace): VenueClient {
  const connection = {
    accountId: accountId("account"),
    label: "Main",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    proxyUrl: venue.proxyUrl,
  } as const;
  client = connectCcxt(connection, { apiKey: "k", secret: "s" }, () => START, pace);
  return client;
}

/** Spoils an answer; resolves when the venue sees its socket gone. */
function spoil(fault: Fault, asked = ACCOUNT): Promise<unknown> {
  const seen = new EventEmitter();
  venue.faults.set(asked, (response) => {
    response.once("close", () => seen.emit("ended"));
    fault(response);
  });
  return once(seen, "ended");
}

/** Whole pieces without end, as fast as they are taken. */
const endless: Fault = (response) => {
  const piece = Buffer.alloc(2 ** 20, "[");
  const write = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.writeHead(200).on("drain", write);
  write();
};

const COMPRESSED = [
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
] as const;

const ANSWER = JSON.stringify({ positions: Array.from({ length: 500 }, Math.random) });

it.each(COMPRESSED)("a body in %s that is cut ends the reading at once", async (name, compress) => {
  const body = compress(ANSWER);
  const ended = spoil((response) => {
    response.writeHead(200, { "content-encoding": name, "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  });
  const failing = connect(PATIENT).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "venue_unavailable", message: CUT });
  await ended;
});

it.each(COMPRESSED)("a body in %s is read", async (name, compress) => {
  const body = compress(JSON.stringify({ code: -2015, msg: "Invalid API-key" }));
  venue.faults.set(ACCOUNT, (response) => {
    response.writeHead(401, { "content-encoding": name }).end(body);
  });
  const failing = connect(PATIENT).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "credentials_rejected" });
});

it("a small body that is huge inside is refused", async () => {
  const bomb = gzipSync(Buffer.alloc(2 ** 27));
  const ended = spoil((response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-length": bomb.length + 1 });
    response.write(bomb);
  });
  const failing = connect(PATIENT).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "bad_venue_data" });
  await ended;
});

it("a body without end is refused", async () => {
  const ended = spoil(endless);
  const failing = connect(PATIENT).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "bad_venue_data" });
  await ended;
});

it("a body that trickles in is given up at the deadline, and its socket closed", async () => {
  const ended = spoil((response) => {
    const trickle = setInterval(() => response.write(" "), 20);
    response.writeHead(200).once("close", () => clearInterval(trickle));
  });
  const failing = connect(SHORT).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "venue_unavailable" });
  await ended;
});

it("a body that stops coming is given up before the deadline", async () => {
  const ended = spoil((response) => response.writeHead(200).write("{"));
  const failing = connect({ ...PATIENT, timeoutMs: SHORT.timeoutMs }).fetchAccount();
  await expect(failing).rejects.toMatchObject({ code: "venue_unavailable" });
  await ended;
});

const half: Fault = (response) => {
  response.writeHead(200, { "content-encoding": "gzip" });
  response.write(gzipSync(ANSWER).subarray(0, 500));
};

/** Resolves when the client waits for nothing but the body of this answer. */
function headersRead(asked: string): Promise<unknown> {
  const seen = new EventEmitter();
  const listen = (message: unknown): void => {
    // As undici's documentation of its diagnostics channels describes it.
    const { request } = message as { readonly request: { readonly path: string } };
    const isAsked = decodeURIComponent(request.path).includes(asked);
    if (isAsked) setImmediate(() => seen.emit("headers"));
  };
  subscribe("undici:request:headers", listen);
  onTestFinished(() => void unsubscribe("undici:request:headers", listen));
  return once(seen, "headers");
}

it.each([
  ["a computer that wakes up", async () => client.wake()],
  ["a client that is closed", () => client.close()],
])("%s waits for no body from before", async (_, end) => {
  const ended = spoil(half, RIGHTS);
  const headers = headersRead(RIGHTS);
  // One question alone: of several the others would fail first.
  const asking = connect(PATIENT).fetchKeyRights();
  await headers;
  await Promise.all([expect(asking).resolves.toMatchObject({ isKnown: false }), end()]);
  await ended;
});

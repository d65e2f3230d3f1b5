import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import {
  type Connection,
  type Credential,
  type VenueClient,
  VenueError,
} from "./exchange-client.ts";
import { type Exchange, type ExchangeClass, loadCcxt } from "./ccxt-classes.ts";
import { createClockComparison } from "./compare-clocks.ts";
import { refuseOtherHosts } from "./departure.ts";
import { createInstrumentCache } from "./instrument-cache.ts";
import { readKeyRights } from "./key-rights/key-rights.ts";
import { createKeySession } from "./key-rights/key-session.ts";
import { loadMarkets } from "./load-markets.ts";
import { isLoopback } from "./loopback.ts";
import { momentGap } from "./one-moment.ts";
import { createRequestGuard, type RequestGuard } from "./request-guard.ts";
import { createRequestQueue, type RequestQueue } from "./request-queue.ts";
import { createSessionRecord, type SessionRecord } from "./session-record.ts";
import { closeSockets, renewSockets } from "./sockets.ts";
import { createUnifiedSession } from "./unified-session.ts";
import { toVenueError } from "./venue-errors.ts";
import type { AccountReader, Venue, VenueSession } from "./venue.ts";
import { VENUES } from "./venues/venues.ts";

/** How a connection waits and how fast it asks, in milliseconds. */
export type Pace = {
  /** For the first byte of an answer: ccxt's own limit. */
  readonly timeoutMs: number;
  /** For a call as a whole, with its turn at the rate limit and a body that trickles in. */
  readonly deadlineMs: number;
  /** Between requests for each unit of their weight; `null`: as the venue allows. */
  readonly weightMs: number | null;
};

const PACE: Pace = { timeoutMs: 10_000, deadlineMs: 25_000, weightMs: null };

/**
 * Reads an account through ccxt. Loads nothing and asks nothing before the first reading, and never
 * sends anything but reads.
 */
export function connectCcxt(
  connection: Connection,
  credential: Credential,
  now: () => number,
  pace: Pace = PACE,
  venues: ReadonlyMap<string, Venue> = VENUES,
): VenueClient {
  const venue = venues.get(connection.venue);
  let session: Promise<Session> | null = null;
  let opened: Session | null = null;
  let isClosed = false;
  const open = async (): Promise<Session> => {
    if (!venue) throw new VenueError("unsupported", "Keel does not read this venue yet.");
    if (!isLoopback(connection.proxyUrl))
      throw new VenueError("invalid_input", "A replay must be on this computer.");
    if (isClosed) throw closedConnection();
    session ??= openSession({ venue, connection, credential, now, pace });
    opened = await session;
    return opened;
  };
  return {
    fetchAccount: async () => (await open()).fetchAccount(),
    fetchKeyRights: async () => (await open()).fetchKeyRights(),
    report: () => opened?.report() ?? null,
    wake: () => opened?.wake(),
    close: async () => {
      isClosed = true;
      if (session) await (await session).close();
    },
  };
}

function closedConnection(): VenueError {
  return new VenueError("venue_unavailable", "The connection is closed.");
}

type Session = VenueClient;

type SessionInput = {
  readonly venue: Venue;
  readonly connection: Connection;
  readonly credential: Credential;
  readonly now: () => number;
  readonly pace: Pace;
};

async function openSession(input: SessionInput): Promise<Session> {
  const { venue, connection, now } = input;
  const { Class, errors } = await loadCcxt(venue.exchange);
  const exchange = createExchange(Class, input, credentialOf(input.credential));
  // With keys some classes sign more requests while loading markets than a narrow key may make.
  const keyless = createExchange(Class, input, {});
  const record = createSessionRecord(connection.venue, Number(exchange.rateLimit), now);
  const guard = createRequestGuard(errors, now, input.pace.deadlineMs);
  const queue = createRequestQueue(Number(exchange.rateLimit), venue.countsByMinute);
  const closing = new AbortController();
  const watch = { record, guard, queue, closed: closing.signal };
  for (const each of [exchange, keyless]) watchRequests(each, watch);
  const call: VenueSession["call"] = (endpoint, params = {}) =>
    guard.run(() => callMethod(exchange, endpoint, [params]));
  const markets = () => record.askRules(() => guard.run(() => loadMarkets(keyless, errors)));
  const reader = venue.createReader({
    connection,
    now,
    walletAddress: input.credential.walletAddress ?? null,
    call,
    instruments: createInstrumentCache(markets, record.tables.keep),
    rules: { ask: record.askRules, keep: record.tables.keep },
    unified: createUnifiedSession({
      has: exchange.has,
      loadMarkets: async () => {
        const loaded = await markets();
        exchange.setMarketsFromExchange(keyless);
        return loaded;
      },
      call: (method, parameters) => guard.run(() => callMethod(exchange, method, parameters)),
    }),
  });
  const clock = createClockComparison({
    now,
    measure: () => guard.run(async () => loadTimeDifference(exchange)),
    isCorrected: Object.hasOwn(exchange.options, "timeDifference"),
  });
  const inTime = async <Value>(read: () => Promise<Value>): Promise<Value> => {
    try {
      await clock.compareIfDue();
      return await read();
    } catch (error) {
      clock.distrust();
      throw toVenueError(error, errors);
    }
  };
  const keySession = createKeySession(input.credential, now, call);
  return {
    fetchAccount: () => inTime(() => readMoment(reader, record)),
    fetchKeyRights: () => inTime(() => readKeyRights(connection.venue, keySession)),
    report: () => ({ ...record.report(), clock: clock.report() }),
    wake: () => {
      clock.distrust();
      for (const each of [exchange, keyless]) renewSockets(each);
    },
    close: async () => {
      closing.abort(closedConnection());
      await Promise.all([closeSockets(exchange), closeSockets(keyless)]);
    },
  };
}

/** A reading whose answers lie too far apart says so. */
async function readMoment(reader: AccountReader, record: SessionRecord): Promise<AccountSnapshot> {
  const { value: snapshot, arrivals } = await record.trace(reader);
  const gap = momentGap(arrivals);
  return gap === null ? snapshot : { ...snapshot, gaps: [...snapshot.gaps, gap] };
}

/** The credential under ccxt's names. */
function credentialOf({ apiKey, secret, passphrase, walletAddress }: Credential) {
  return {
    apiKey,
    secret,
    ...(passphrase !== undefined && { password: passphrase }),
    ...(walletAddress !== undefined && { walletAddress }),
  };
}

function createExchange(
  Class: ExchangeClass,
  { venue, connection, now, pace }: SessionInput,
  credential: Partial<ReturnType<typeof credentialOf>>,
): Exchange {
  const weightMs = pace.weightMs ?? venue.weightMs;
  const exchange = new Class({
    ...credential,
    number: String,
    enableRateLimit: true,
    ...(weightMs !== null && { rateLimit: weightMs }),
    timeout: pace.timeoutMs,
    options: { ...venue.options },
    ...venue.addresses,
    ...(connection.proxyUrl !== null && { proxyUrl: connection.proxyUrl }),
  });
  const send = exchange.fetch.bind(exchange);
  exchange.fetch = async (...request) => {
    refuseOtherHosts(connection.venue, String(request[0]));
    const answer: unknown = await send(...request);
    return answer;
  };
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, , , , headers, text] = answer;
    const body: unknown = answer[6];
    const refusal = venue.refusal({ status, headers, body, text }, now());
    if (refusal) throw refusal;
    return handleErrors(...answer);
  };
  return exchange;
}

async function callMethod(
  exchange: Exchange,
  name: string,
  parameters: readonly unknown[],
): Promise<unknown> {
  const method: unknown = Reflect.get(exchange, name);
  if (typeof method !== "function") throw new TypeError(`ccxt has no endpoint ${name}`);
  const answer: unknown = await Reflect.apply(method, exchange, parameters);
  return answer;
}

type Watch = {
  readonly record: SessionRecord;
  readonly guard: RequestGuard;
  readonly queue: RequestQueue;
  /** Aborted with the failure of whatever still waits for its turn then. */
  readonly closed: AbortSignal;
};

/** Gives every request its turn, stops it in a wait, and notes what it weighs and how it goes. */
function watchRequests(exchange: Exchange, { record, guard, queue, closed }: Watch): void {
  exchange.throttle = async (cost?: unknown) => {
    // Numbers are strings in ccxt as Keel sets it up, its own weights too.
    const weight = Number(cost ?? 1);
    record.weighed(weight);
    await queue(weight);
  };
  const send = exchange.fetch.bind(exchange);
  exchange.fetch = async (...request) => {
    closed.throwIfAborted();
    guard.refuseWhileQuiet();
    record.sent();
    const answer: unknown = await send(...request);
    return answer;
  };
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, , url, , headers] = answer;
    record.answered({ status, url, headers });
    return handleErrors(...answer);
  };
}

/** Venues without signatures by time have nothing to compare. */
async function loadTimeDifference(exchange: Exchange): Promise<number | null> {
  if (exchange.has["fetchTime"] !== true) return null;
  const offsetMs: unknown = await exchange.loadTimeDifference();
  return typeof offsetMs === "number" ? offsetMs : null;
}

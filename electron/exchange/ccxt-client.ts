import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import {
  type Connection,
  type Credential,
  type VenueClient,
  VenueError,
} from "./exchange-client.ts";
import { type Exchange, type ExchangeClass, loadCcxt } from "./ccxt-classes.ts";
import { compareClocks } from "./compare-clocks.ts";
import { refuseOtherHosts } from "./departure.ts";
import { createInstrumentCache } from "./instrument-cache.ts";
import { readKeyRights } from "./key-rights/key-rights.ts";
import { createKeySession } from "./key-rights/key-session.ts";
import { isLoopback } from "./loopback.ts";
import { badAnswer } from "./parse-answer.ts";
import { createRequestGuard } from "./request-guard.ts";
import { createUnifiedSession } from "./unified-session.ts";
import { type CcxtErrors, toVenueError } from "./venue-errors.ts";
import type { Venue, VenueSession } from "./venue.ts";
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
  let isClosed = false;
  const open = (): Promise<Session> => {
    if (!venue) throw new VenueError("unsupported", "Keel does not read this venue yet.");
    if (!isLoopback(connection.proxyUrl))
      throw new VenueError("invalid_input", "A replay must be on this computer.");
    if (isClosed) throw new VenueError("venue_unavailable", "The connection is closed.");
    session ??= openSession({ venue, connection, credential, now, pace });
    return session;
  };
  return {
    fetchAccount: async () => (await open()).fetchAccount(),
    fetchKeyRights: async () => (await open()).fetchKeyRights(),
    close: async () => {
      isClosed = true;
      if (session) await (await session).close();
    },
  };
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
  const guard = createRequestGuard(errors, now, input.pace.deadlineMs);
  const call: VenueSession["call"] = (endpoint, params = {}) =>
    guard(() => callMethod(exchange, endpoint, [params]));
  const markets = () => guard(() => loadMarkets(keyless, errors));
  const reader = venue.createReader({
    connection,
    now,
    walletAddress: input.credential.walletAddress ?? null,
    call,
    instruments: createInstrumentCache(markets),
    unified: createUnifiedSession({
      has: exchange.has,
      loadMarkets: async () => {
        const loaded = await markets();
        exchange.setMarketsFromExchange(keyless);
        return loaded;
      },
      call: (method, parameters) => guard(() => callMethod(exchange, method, parameters)),
    }),
  });
  let isClockCompared = false;
  const inTime = async <Value>(read: () => Promise<Value>): Promise<Value> => {
    try {
      if (!isClockCompared)
        await compareClocks(() => guard(async () => loadTimeDifference(exchange)));
      isClockCompared = true;
      return await read();
    } catch (error) {
      // After sleep or a refused timestamp the difference may have changed.
      isClockCompared = false;
      throw toVenueError(error, errors);
    }
  };
  const keySession = createKeySession(input.credential, now, call);
  return {
    fetchAccount: () => inTime<AccountSnapshot>(reader),
    fetchKeyRights: () => inTime(() => readKeyRights(connection.venue, keySession)),
    close: async () => {
      await Promise.all([closeSockets(exchange), closeSockets(keyless)]);
    },
  };
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

/** Venues without signatures by time have nothing to compare. */
async function loadTimeDifference(exchange: Exchange): Promise<unknown> {
  return exchange.has["fetchTime"] === true ? exchange.loadTimeDifference() : null;
}

/** Ends ccxt's sockets and what is under way on them. There are none before the first request. */
async function closeSockets(exchange: Exchange): Promise<void> {
  const dispatcher: unknown = exchange.fetchDispatcher;
  const destroy: unknown = Reflect.get(Object(dispatcher), "destroy");
  if (typeof destroy === "function") await Reflect.apply(destroy, dispatcher, []);
}

/**
 * ccxt reads this answer itself and stumbles over one that is hollow, in whatever way. It also keeps
 * a failed load for good unless told to load again.
 */
async function loadMarkets(exchange: Exchange, errors: CcxtErrors): Promise<object> {
  try {
    return await exchange.loadMarkets(true);
  } catch (error) {
    const { code } = toVenueError(error, errors);
    const isStumble = code === "unexpected" || code === "venue_rejected";
    if (isStumble && !(error instanceof VenueError)) throw badAnswer("exchangeInfo", "its shape");
    throw error;
  }
}

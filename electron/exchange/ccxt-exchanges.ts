import type { Connection, Credential, VenueError } from "./exchange-client.ts";
import { type Exchange, loadCcxt } from "./ccxt-classes.ts";
import { createExchange } from "./create-exchange.ts";
import type { ContractShelf } from "./instrument-cache.ts";
import { loadMarkets } from "./load-markets.ts";
import { createRequestGuard } from "./request-guard.ts";
import { createRequestQueue } from "./request-queue.ts";
import { createSessionRecord, type SessionRecord } from "./session-record.ts";
import { closeSockets, renewSockets } from "./sockets.ts";
import type { NextTurn } from "./turns.ts";
import type { CcxtErrors } from "./venue-errors.ts";
import type { Venue } from "./venue.ts";
import { type ToldWaits, waitsOf } from "./waits.ts";
import { watchRequests } from "./watch-requests.ts";

/** How a connection waits and how fast it asks, in milliseconds. */
export type Pace = {
  /** For the first byte of an answer: ccxt's own limit. */
  readonly timeoutMs: number;
  /** For a call as a whole, with its turn at the rate limit and a body that trickles in. */
  readonly deadlineMs: number;
  /** Between requests for each unit of their weight; `null`: as the venue allows. */
  readonly weightMs: number | null;
};

/** What the connections of one program have in common. */
export type Commons = {
  readonly pace: Pace;
  readonly venues: ReadonlyMap<string, Venue>;
  readonly nextTurn: NextTurn;
  /** Contracts, by venue and the replay that stands for it. */
  readonly shelves: Map<string, ContractShelf>;
  readonly waits: ToldWaits;
};

export type SessionInput = {
  readonly venue: Venue;
  readonly connection: Connection;
  readonly credential: Credential;
  readonly now: () => number;
  readonly commons: Commons;
};

/** What ccxt does for one connection, watched. */
export type Exchanges = {
  readonly errors: CcxtErrors;
  readonly record: SessionRecord;
  readonly has: Exchange["has"];
  /** Whether ccxt signs by the venue's clock. */
  readonly correctsClock: boolean;
  /** Asks by one of ccxt's names. Rejects with a VenueError, as all that ask do. */
  readonly ask: (method: string, parameters: readonly unknown[]) => Promise<unknown>;
  /** Asks without keys. */
  readonly loadMarkets: () => Promise<object>;
  /** The same, and hands them to what asks with keys. */
  readonly loadOwnMarkets: () => Promise<object>;
  readonly measureClock: () => Promise<number | null>;
  readonly renewSockets: () => void;
  /** Ends what is under way; what still waits for its turn fails with this. */
  readonly close: (failure: VenueError) => Promise<void>;
};

export async function openExchanges(input: SessionInput): Promise<Exchanges> {
  const { venue, connection, now, commons } = input;
  const { Class, errors } = await loadCcxt(venue.exchange);
  await commons.nextTurn();
  const venueClock = createVenueClock(now);
  const create = (credential: Credential | null) =>
    createExchange(Class, { ...input, credential, errors, venueNow: venueClock.now });
  const signed = create(input.credential);
  const weightMs = Number(signed.rateLimit);
  const record = createSessionRecord(connection.venue, weightMs, now);
  const waits = waitsOf(commons.waits, connection, input.credential, now());
  const guard = createRequestGuard({ errors, now, deadlineMs: commons.pace.deadlineMs, waits });
  const queue = createRequestQueue(weightMs, venue.countsByMinute);
  const closing = new AbortController();
  const watch = { nextTurn: commons.nextTurn, record, guard, queue, closed: closing.signal };
  const opened = [watchRequests(signed, watch)];
  // With keys some classes sign more requests while loading markets than a narrow key may make.
  const openKeyless = (): Exchange => (opened[1] ??= watchRequests(create(null), watch));
  const load = () => record.askRules(() => guard.run(() => loadMarkets(openKeyless(), errors)));
  return {
    ...{ errors, record, has: signed.has, loadMarkets: load },
    correctsClock: Object.hasOwn(signed.options, "timeDifference"),
    ask: (method, parameters) => guard.run(() => callMethod(signed, method, parameters)),
    loadOwnMarkets: async () => {
      const loaded = await load();
      signed.setMarketsFromExchange(openKeyless());
      return loaded;
    },
    measureClock: () => guard.run(() => venueClock.measure(signed)),
    renewSockets: () => opened.forEach(renewSockets),
    close: async (failure) => {
      closing.abort(failure);
      await Promise.all(opened.map(closeSockets));
    },
  };
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

/** The venue's time by the last measurement, this computer's until then. */
function createVenueClock(now: () => number) {
  let offsetMs = 0;
  return {
    now: () => now() - offsetMs,
    measure: async (exchange: Exchange): Promise<number | null> => {
      const measuredMs = await loadTimeDifference(exchange);
      offsetMs = measuredMs ?? 0;
      return measuredMs;
    },
  };
}

/** Venues without signatures by time have nothing to compare. */
async function loadTimeDifference(exchange: Exchange): Promise<number | null> {
  if (exchange.has["fetchTime"] !== true) return null;
  const offsetMs: unknown = await exchange.loadTimeDifference();
  return typeof offsetMs === "number" && Number.isFinite(offsetMs) ? offsetMs : null;
}

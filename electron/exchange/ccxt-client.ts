import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import {
  type ConnectExchange,
  type Connection,
  type Credential,
  type VenueClient,
  VenueError,
} from "./exchange-client.ts";
import {
  type Commons,
  type Exchanges,
  openExchanges,
  type Pace,
  type SessionInput,
} from "./ccxt-exchanges.ts";
import { createClockComparison } from "./compare-clocks.ts";
import { type ContractShelf, createInstrumentCache } from "./instrument-cache.ts";
import { readKeyRights } from "./key-rights/key-rights.ts";
import { createKeySession } from "./key-rights/key-session.ts";
import { isLoopback } from "./loopback.ts";
import { momentGap } from "./one-moment.ts";
import type { SessionRecord } from "./session-record.ts";
import { createTurns, type NextTurn } from "./turns.ts";
import { createUnifiedSession } from "./unified-session.ts";
import { toVenueError } from "./venue-errors.ts";
import type { AccountReader, Venue, VenueSession } from "./venue.ts";
import { VENUES } from "./venues/venues.ts";

const PACE: Pace = { timeoutMs: 10_000, deadlineMs: 25_000, weightMs: null };

type ConnectorOptions = {
  readonly pace?: Pace | undefined;
  readonly venues?: ReadonlyMap<string, Venue> | undefined;
  readonly nextTurn?: NextTurn;
};

/** Connections that share what is the same for every account of a venue. */
export function createCcxtConnector(options: ConnectorOptions = {}): ConnectExchange {
  const { pace = PACE, venues = VENUES, nextTurn = createTurns() } = options;
  const shared = { shelves: new Map(), waits: new Map() };
  const commons: Commons = { pace, venues, nextTurn, ...shared };
  return (connection, credential, now) => connect({ connection, credential, now, commons });
}

/** A connection by itself. */
export function connectCcxt(
  connection: Connection,
  credential: Credential,
  now: () => number,
  pace?: Pace,
  venues?: ReadonlyMap<string, Venue>,
): VenueClient {
  return createCcxtConnector({ pace, venues })(connection, credential, now);
}

type ConnectInput = Omit<SessionInput, "venue">;

/**
 * Reads an account through ccxt. Loads nothing and asks nothing before the first reading, and never
 * sends anything but reads.
 */
function connect(input: ConnectInput): VenueClient {
  const { connection, commons } = input;
  const venue = commons.venues.get(connection.venue);
  let session: Promise<Session> | null = null;
  let opened: Session | null = null;
  let isClosed = false;
  const open = async (): Promise<Session> => {
    if (!venue) throw new VenueError("unsupported", "Keel does not read this venue yet.");
    if (!isLoopback(connection.proxyUrl))
      throw new VenueError("invalid_input", "A replay must be on this computer.");
    if (isClosed) throw closedConnection();
    session ??= openSession({ ...input, venue });
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

async function openSession(input: SessionInput): Promise<Session> {
  const { venue, connection, credential, now, commons } = input;
  const exchanges = await openExchanges(input);
  const { record } = exchanges;
  const call: VenueSession["call"] = (endpoint, params = {}) => exchanges.ask(endpoint, [params]);
  const reader = venue.createReader({
    connection,
    now,
    walletAddress: credential.walletAddress ?? null,
    call,
    instruments: createInstrumentCache({
      now,
      keep: record.tables.keep,
      shelf: shelfOf(commons, connection),
      load: exchanges.loadMarkets,
    }),
    rules: { ask: record.askRules, keep: record.tables.keep },
    unified: createUnifiedSession({
      has: exchanges.has,
      loadMarkets: exchanges.loadOwnMarkets,
      call: exchanges.ask,
    }),
  });
  const inTime = keepTime(exchanges, now);
  const keySession = createKeySession(credential, now, call);
  return {
    fetchAccount: async () => {
      const snapshot = await inTime.run(() => readMoment(reader, record));
      // To store and to judge it is a piece of work of its own.
      await commons.nextTurn();
      return snapshot;
    },
    fetchKeyRights: () => inTime.run(() => readKeyRights(connection.venue, keySession)),
    report: () => ({ ...record.report(), clock: inTime.report() }),
    wake: () => {
      inTime.distrust();
      exchanges.renewSockets();
    },
    close: () => exchanges.close(closedConnection()),
  };
}

/** Compares the clocks when that is due, and after any failure. */
function keepTime(exchanges: Exchanges, now: () => number) {
  const clock = createClockComparison({
    now,
    measure: exchanges.measureClock,
    isCorrected: exchanges.correctsClock,
  });
  const run = async <Value>(read: () => Promise<Value>): Promise<Value> => {
    try {
      await clock.compareIfDue();
      return await read();
    } catch (error) {
      clock.distrust();
      throw toVenueError(error, exchanges.errors);
    }
  };
  return { run, report: clock.report, distrust: clock.distrust };
}

function shelfOf({ shelves }: Commons, { venue, proxyUrl }: Connection): ContractShelf {
  const key = `${venue} ${proxyUrl}`;
  const shelf = shelves.get(key) ?? { kept: null, loading: null };
  shelves.set(key, shelf);
  return shelf;
}

/** A reading whose answers lie too far apart says so. */
async function readMoment(reader: AccountReader, record: SessionRecord): Promise<AccountSnapshot> {
  const { value: snapshot, arrivals } = await record.trace(reader);
  const gap = momentGap(arrivals);
  return gap === null ? snapshot : { ...snapshot, gaps: [...snapshot.gaps, gap] };
}

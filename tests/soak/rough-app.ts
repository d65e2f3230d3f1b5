import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Channel, Input, Output } from "#shared/contract/contract.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { startDemoVenue } from "../../electron/demo/demo-venue.ts";
import { createCcxtConnector } from "../../electron/exchange/ccxt-client.ts";
import { createTurns } from "../../electron/exchange/turns.ts";
import type { Pace } from "../../electron/exchange/ccxt-exchanges.ts";
import { type ConnectExchange, VenueError } from "../../electron/exchange/exchange-client.ts";
import { createApp } from "../../electron/app.ts";
import {
  type App,
  type AppPorts,
  type DemoVenue,
  type Log,
  PLAIN_POWER,
} from "../../electron/ports.ts";
import { createAccountStore } from "../../electron/store/account-store.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { makeDataDir } from "../../electron/store/testing/open-test-database.ts";
import { createFakeTimers, type FakeTimers } from "../../electron/sync/testing/fake-timers.ts";
import { type KeptWaits, watchWaits } from "./kept-waits.ts";
import type { Random } from "./random.ts";
import { type RoughVenue, startRoughVenue } from "./rough-venue.ts";

const BODIES = path.join(import.meta.dirname, "../../resources/demo");
const PACE: Pace = { timeoutMs: 300, deadlineMs: 450, weightMs: 0.4 };

/** 2026-11-23, 00:00 UTC. */
export const START_AT = Date.UTC(2026, 10, 23);

/** One reading that ended. */
export type Reading = {
  /** The account's id and its key. */
  readonly key: string;
  /** What the client gave; `null` when it failed. */
  readonly snapshot: AccountSnapshot | null;
  /** How it failed. */
  readonly code: string | null;
  /** The computer slept in its middle: nothing of it may be stored. */
  readonly isCalledOff: boolean;
  /** Anything about it that must not be. */
  readonly wrong: string | null;
};

export type RoughApp = {
  readonly dataDir: string;
  /** The value of a call that must succeed. */
  readonly ask: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
  readonly app: App;
  readonly venue: RoughVenue;
  readonly waits: KeptWaits;
  readonly timers: FakeTimers;
  /** Moves the computer's clock; timers and the venue don't notice. */
  readonly moveClock: (ms: number) => void;
  /** Called with each reading that ends. */
  onReading: (reading: Reading) => void;
  /** Resolves once no reading is under way. */
  readonly settle: () => Promise<void>;
  /** Ends the app and its venues. */
  readonly stop: () => Promise<void>;
  /** Errors of the log: faults of the program. */
  readonly faults: readonly string[];
};

/**
 * The whole app with the real client over real HTTP, one healthy venue for each key behind a rough
 * one, on a clock of its own: time passes only when told, so that hours fit into seconds.
 */
export async function startRoughApp(keys: readonly string[], random: Random): Promise<RoughApp> {
  const timers = createFakeTimers(START_AT);
  let skewMs = 0;
  const localNow = () => timers.now() + skewMs;
  shiftDate(() => skewMs);
  const venue = await startVenues(keys, timers, random);
  const waits = watchWaits(new URL(venue.proxyUrl).origin, timers.now);
  const faults: string[] = [];
  const running = new Set<Promise<unknown>>();
  const rough: { onReading: (reading: Reading) => void } = { onReading: () => {} };
  const held = holdReadings((reading) => rough.onReading(reading));
  const connectExchange = watchReadings(running, held);
  const dataDir = makeDataDir();
  for (const key of keys) addAccount(dataDir, key);
  const ports = createPorts(dataDir, localNow, faults);
  const app = createApp(
    { ...ports, connectExchange, nextTurn: held.nextTurn, replayUrl: venue.proxyUrl },
    { ...timers, now: localNow },
  );
  await app.start();
  const settle = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
    // What was read last has yet to ask for its turn, and gets it before this one.
    await setImmediate();
    await held.nextTurn();
    held.tellAll();
  };
  const moveClock = (ms: number): void => {
    skewMs += ms;
    waits.moveClock(ms);
  };
  const ask: RoughApp["ask"] = async (channel, input) => {
    const reply = await app.dispatch(channel, input);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code} ${reply.error.message}`);
    // The dispatcher's reply has the type its contract gives the channel.
    return reply.value as Output<typeof channel>;
  };
  const stop = async (): Promise<void> => {
    await app.stop();
    await venue.close();
    waits.stop();
  };
  onTestFinished(stop);
  return Object.assign(rough, {
    stop,
    dataDir,
    ask,
    app,
    venue,
    waits,
    timers,
    moveClock,
    settle,
    faults,
  });
}

/** The computer's own clock jumps too, for whoever looks at it: ccxt does. */
function shiftDate(skewMs: () => number): void {
  const { now } = Date;
  Date.now = () => now() + skewMs();
  onTestFinished(() => void (Date.now = now));
}

/** An account whose id is its key. */
function addAccount(dataDir: string, key: string): void {
  const db = openDatabase({ dataDir, now: START_AT });
  createAccountStore(db).append({
    accountId: accountId(key),
    label: key,
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    isDemo: false,
    createdAt: START_AT,
  });
  db.close();
}

function createPorts(dataDir: string, now: () => number, faults: string[]) {
  const error: Log["error"] = (message, fields) =>
    void faults.push(`${message} ${JSON.stringify(fields)}`);
  return {
    dataDir,
    now,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error },
    vault: {
      store: () => Promise.reject(new Error("no account is added here")),
      find: async (id) => ({ apiKey: id, secret: "soak-secret" }),
      remove: () => Promise.reject(new Error("no account is removed here")),
      sweep: () => Promise.resolve(),
      refusedBecause: () => null,
    },
    notifier: { notify: () => Promise.resolve() },
    saveFile: async () => false,
    readTemplate: async () => "",
    startDemo: () => Promise.reject(new Error("no demo here")),
    version: "0.0.0",
    power: PLAIN_POWER,
    runtimeNotice: null,
    keysRefusedBecause: null,
  } satisfies Partial<AppPorts>;
}

/** A healthy venue for each key, started at different times so that no two say the same. */
async function startVenues(
  keys: readonly string[],
  timers: FakeTimers,
  random: Random,
): Promise<RoughVenue> {
  const demos = new Map<string, DemoVenue>();
  for (const key of keys) {
    demos.set(key, await startDemoVenue({ now: timers.now, bodiesDir: BODIES }));
    await timers.pass(37_000);
  }
  const behind = new Map([...demos].map(([key, { proxyUrl }]) => [key, proxyUrl]));
  const venue = await startRoughVenue({ behind, random });
  const close = once(async () => {
    await Promise.all([venue.close(), ...[...demos.values()].map((demo) => demo.close())]);
  });
  return { ...venue, close };
}

/** Closing twice is closing. */
function once(act: () => Promise<void>): () => Promise<void> {
  let acted: Promise<void> | null = null;
  return () => (acted ??= act());
}

type HeldReadings = {
  /** Good, and not told yet: whether it is called off is certain once it had its turn to be stored. */
  readonly hold: (key: string, reading: () => Reading) => void;
  readonly tell: (key: string) => void;
  readonly tellNow: (reading: Reading) => void;
  readonly tellAll: () => void;
  readonly nextTurn: () => Promise<void>;
};

function holdReadings(tellNow: (reading: Reading) => void): HeldReadings {
  const held = new Map<string, () => Reading>();
  const turns = createTurns();
  let newest = "";
  const tell = (key: string): void => {
    const reading = held.get(key);
    held.delete(key);
    if (reading !== undefined) tellNow(reading());
  };
  return {
    hold: (key, reading) => {
      newest = key;
      held.set(key, reading);
    },
    tell,
    tellNow,
    tellAll: () => {
      for (const key of held.keys()) tell(key);
    },
    // Asked for by the reading that was held just before.
    nextTurn: async () => {
      const key = newest;
      await turns();
      tell(key);
    },
  };
}

/** The real client, with every reading told. */
function watchReadings(running: Set<Promise<unknown>>, held: HeldReadings): ConnectExchange {
  const connect = createCcxtConnector({ pace: PACE });
  return (connection, credential, now) => {
    const client = connect(connection, credential, now);
    const key = credential.apiKey;
    let isReading = false;
    let isCalledOff = false;
    const read = async (): Promise<AccountSnapshot> => {
      held.tell(key);
      const overlap = isReading ? "two readings of one account at a time" : null;
      isReading = true;
      isCalledOff = false;
      try {
        const snapshot = await client.fetchAccount();
        held.hold(key, () => ({ key, snapshot, code: null, isCalledOff, wrong: overlap }));
        return snapshot;
      } catch (error) {
        const wrong = overlap ?? (error instanceof VenueError ? null : String(error));
        const code = error instanceof VenueError ? error.code : "unexpected";
        held.tellNow({ key, snapshot: null, code, isCalledOff, wrong });
        throw error;
      } finally {
        isReading = false;
      }
    };
    const fetchAccount = (): Promise<AccountSnapshot> => {
      const reading = read();
      running.add(reading);
      const forget = () => void running.delete(reading);
      reading.then(forget, forget);
      return reading;
    };
    const wake = (): void => {
      isCalledOff = true;
      client.wake();
    };
    return { ...client, fetchAccount, wake };
  };
}

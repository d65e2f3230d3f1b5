import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { AppEvent } from "#shared/contract/events.ts";
import type { Channel, Input, Output } from "#shared/contract/contract.ts";
import type { Reply } from "#shared/contract/reply.ts";
import type { KeyRights } from "#shared/domain/key-rights.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { createApp } from "../../app.ts";
import type { Notifier } from "../../alerts/alert.ts";
import type { ConnectionReport, Credential } from "../../exchange/exchange-client.ts";
import type { AppPorts } from "../../ports.ts";
import { buildSnapshot } from "../../store/testing/build-snapshot.ts";
import { makeDataDir } from "../../store/testing/open-test-database.ts";
import { createFakeTimers, type FakeTimers } from "../../sync/testing/fake-timers.ts";
import { createFakePower, type FakePower } from "../../sync/testing/fake-power.ts";
import { createSilentLog } from "../../sync/testing/silent-log.ts";

/** 2026-11-23, 00:00 UTC. */
export const START_AT = Date.UTC(2026, 10, 23);

const NOTHING_TO_REPORT: ConnectionReport = {
  clock: null,
  room: null,
  sentLastMinute: 0,
  readingMs: 0,
  rules: [],
};

const TEMPLATE = join(import.meta.dirname, "../../../resources/portfolio-template.csv");

type Reading = Partial<AccountSnapshot> | Error;

/** What the outside world of a test app was asked and what it answers next. */
type World = {
  /** The venue's next answers, whoever asks; the time of reading is set by the clock. */
  venue: () => Reading | Promise<Reading>;
  /** What the venue says of every key. */
  keyRights: KeyRights;
  /** What every connection knows of itself. */
  report: Partial<ConnectionReport>;
  readonly power: FakePower;
  readonly vault: Map<string, Credential>;
  readonly notices: Parameters<Notifier["notify"]>[0][];
  readonly events: AppEvent[];
  /** What the trader is given to save, and whether the trader goes through with it. */
  readonly saved: { readonly name: string; readonly text: string }[];
  savesFiles: boolean;
  /** How often a connection was told that the computer had slept. */
  wakes: number;
  readonly connections: { readonly proxyUrl: string | null; readonly apiKey: string }[];
  /** How many of them were closed, and what each waits for before it is. */
  closed: number;
  closing: () => Promise<void>;
  demoPaused: boolean;
  demosRunning: number;
};

export type TestApp = {
  readonly world: World;
  readonly timers: FakeTimers;
  readonly dataDir: string;
  readonly call: <C extends Channel>(channel: C, input: Input<C>) => Promise<Reply<Output<C>>>;
  /** The value of a call that must succeed. */
  readonly ask: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
  readonly stop: () => Promise<void>;
};

type StartOptions = {
  readonly dataDir?: string;
  readonly timers?: FakeTimers;
  readonly vault?: Map<string, Credential>;
  readonly venue?: World["venue"];
  readonly ports?: Partial<AppPorts>;
};

/** The whole app in plain Node over a real database, with a venue, a desktop and a clock of the test's own. */
export async function startApp(options: StartOptions = {}): Promise<TestApp> {
  const dataDir = options.dataDir ?? makeDataDir();
  const timers = options.timers ?? createFakeTimers(START_AT);
  const world: World = {
    venue: options.venue ?? (() => ({})),
    keyRights: { isKnown: true, powers: [] },
    report: {},
    power: createFakePower(),
    vault: options.vault ?? new Map<string, Credential>(),
    notices: [],
    events: [],
    saved: [],
    savesFiles: true,
    wakes: 0,
    connections: [],
    closed: 0,
    closing: async () => {},
    demoPaused: false,
    demosRunning: 0,
  };
  const app = createApp({ ...createPorts(world, timers, dataDir), ...options.ports }, timers);
  app.subscribe((event) => world.events.push(event));
  onTestFinished(app.stop);
  await app.start();
  // The dispatcher's reply has the type its contract gives the channel.
  const call = (async (channel, input) => app.dispatch(channel, input)) as TestApp["call"];
  const ask: TestApp["ask"] = async (channel, input) => {
    const reply = await call(channel, input);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code} ${reply.error.message}`);
    return reply.value;
  };
  return { world, timers, dataDir, call, ask, stop: app.stop };
}

/** How many snapshots of an account are stored. */
export async function countSnapshots(ask: TestApp["ask"], accountId: string): Promise<number> {
  return (await ask("accounts.history", { accountId })).snapshotCount;
}

function createPorts(world: World, timers: FakeTimers, dataDir: string): AppPorts {
  return {
    dataDir,
    now: timers.now,
    log: createSilentLog(),
    vault: {
      store: async (id, credential) => void world.vault.set(id, credential),
      find: async (id) => world.vault.get(id) ?? null,
      remove: async (id) => void world.vault.delete(id),
      sweep: async () => {},
      refusedBecause: () => null,
    },
    notifier: { notify: async (notice) => void world.notices.push(notice) },
    connectExchange: ({ accountId, label, proxyUrl }, { apiKey }) => {
      world.connections.push({ proxyUrl, apiKey });
      return {
        fetchAccount: async () => {
          const reading = await world.venue();
          if (reading instanceof Error) throw reading;
          return buildSnapshot({ accountId, label, readAt: timers.now(), ...reading });
        },
        fetchKeyRights: async () => world.keyRights,
        report: () => ({ ...NOTHING_TO_REPORT, ...world.report }),
        wake: () => void (world.wakes += 1),
        close: async () => {
          await world.closing();
          world.closed += 1;
        },
      };
    },
    startDemo: async () => {
      world.demosRunning += 1;
      return {
        proxyUrl: "http://127.0.0.1:1/demo/",
        pause: () => void (world.demoPaused = true),
        resume: () => void (world.demoPaused = false),
        isPaused: () => world.demoPaused,
        close: async () => void (world.demosRunning -= 1),
      };
    },
    readTemplate: () => readFile(TEMPLATE, "utf8"),
    saveFile: async (file) => {
      if (world.savesFiles) world.saved.push(file);
      return world.savesFiles;
    },
    replayUrl: null,
    version: "0.0.0",
    power: world.power,
    nextTurn: () => Promise.resolve(),
    runtimeNotice: null,
    keysRefusedBecause: null,
  };
}

import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { openDatabase } from "../../electron/store/open-database.ts";
import { createSnapshotStore } from "../../electron/store/snapshot-store.ts";
import { FAULT_KINDS, type FaultKind } from "./faults.ts";
import { createRandom, type Random } from "./random.ts";
import { type Reading, type RoughApp, START_AT, startRoughApp } from "./rough-app.ts";
import { CALM } from "./rough-venue.ts";
import { differsFromVenue, missingInSilence } from "./venue-words.ts";

/*
 * Hours of a bad venue, a bad network and a bad clock, in seconds. `npm run soak` makes it longer:
 * KEEL_SOAK_SECONDS says how long, KEEL_SOAK_SEED which one. It is seeded, but races real sockets
 * against short time limits, so the same seed gives the same faults and not the same readings.
 */

const SECONDS = Number(process.env["KEEL_SOAK_SECONDS"] ?? 8);
const SEED = Number(process.env["KEEL_SOAK_SEED"] ?? 1);
const ACCOUNTS = 6;
const KEYS = Array.from({ length: ACCOUNTS }, (_, index) => `soak-key-${index}`);

const MINUTE_MS = 60_000;
/** A key that was refused is tried again after five minutes at most; a reading and some room on top. */
const HEALTHY_AFTER_MS = 6 * MINUTE_MS;
/** What an hour of readings may add to the heap: caches that fill once. A leak adds that in minutes. */
const HEAP_GROWTH_MB = 12;
/** Sockets kept open for the next reading and the timers that will close them, for each account. */
const HANDLES_PER_ACCOUNT = 40;

/**
 * An account in a wait it was told says so whatever strikes now, and a busy machine may miss the
 * soak's short time limits at any time.
 */
const ALWAYS_ALLOWED = ["rate_limited", "venue_unavailable"];

/** A snapshot the client gave. */
type Given = {
  readonly digest: string;
  readonly venueAt: number;
  /** Empty, or at odds with itself: the venue is asked again, and what it says then counts. */
  readonly isDoubted: boolean;
};

type Soak = {
  readonly rough: RoughApp;
  readonly random: Random;
  readonly readings: Map<string, number>;
  /** Of every snapshot the client gave, by account. */
  readonly given: Map<string, Given[]>;
  readonly wrong: string[];
  kinds: readonly FaultKind[];
};

it(
  `an account survives ${SECONDS} s of everything, seed ${SEED}`,
  { timeout: SECONDS * 2_000 + 60_000 },
  async () => {
    const unhandled = listenForUnhandled();
    const soak = await startSoak();
    const endAt = performance.now() + SECONDS * 1_000;
    let base: ReturnType<typeof resources> | null = null;
    for (let episode = 1; performance.now() < endAt; episode += 1) {
      await rough(soak);
      if (episode % 10 !== 0) continue;
      await recover(soak);
      base ??= resources(soak);
      expect(soak.wrong).toEqual([]);
    }
    await recover(soak);
    const end = resources(soak);
    report(soak, base ?? end, end);
    expect(end.heapMb - (base ?? end).heapMb).toBeLessThan(HEAP_GROWTH_MB);
    expect(end.sockets + end.timers).toBeLessThan(ACCOUNTS * HANDLES_PER_ACCOUNT);
    expect(end.planned).toBeLessThanOrEqual(ACCOUNTS + 1);
    expect(soak.wrong).toEqual([]);
    expect(soak.rough.waits.broken).toEqual([]);
    expect(soak.rough.faults).toEqual([]);
    expect(unhandled).toEqual([]);
    await soak.rough.stop();
    await expect.poll(() => resources(soak).sockets).toBe(0);
    expect(resources(soak).planned).toBe(0);
    expectEverySnapshotStored(soak);
  },
);

function listenForUnhandled(): readonly unknown[] {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", listen);
  onTestFinished(() => void process.off("unhandledRejection", listen));
  return unhandled;
}

async function startSoak(): Promise<Soak> {
  const random = createRandom(SEED);
  const rough = await startRoughApp(KEYS, random);
  const soak: Soak = {
    rough,
    random,
    readings: new Map(),
    given: new Map(),
    wrong: [],
    kinds: [],
  };
  rough.onReading = (reading) => note(soak, reading);
  checkWhatIsStored(soak);
  await recover(soak);
  return soak;
}

/** Each snapshot, read back as it is announced, is what the venue said or says what it lacks. */
function checkWhatIsStored({ rough: { dataDir, app, venue }, wrong }: Soak): void {
  const db = openDatabase({ dataDir, now: 0 });
  onTestFinished(() => void db.close());
  const store = createSnapshotStore(db);
  app.subscribe(({ topic, id: key }) => {
    if (topic !== "risk.updated" || key === null) return;
    const { snapshot } = store.findLatest(accountId(key)) ?? nothingStored();
    const said = {
      accounts: venue.said(key, "/fapi/v3/account"),
      positions: venue.said(key, "/fapi/v3/positionRisk"),
    };
    const problem = differsFromVenue(snapshot, said) ?? missingInSilence(snapshot);
    if (problem !== null) wrong.push(`${key}: ${problem}`);
  });
}

/** What a reading proves or breaks. */
function note(soak: Soak, { key, snapshot, code, isCalledOff, wrong }: Reading): void {
  const count = (what: string) => soak.readings.set(what, (soak.readings.get(what) ?? 0) + 1);
  count(code ?? "good");
  if (wrong !== null) soak.wrong.push(`${key}: ${wrong}`);
  if (snapshot !== null && !isCalledOff) {
    const given = soak.given.get(key) ?? [];
    const venueAt = snapshot.venueAt ?? Number.NaN;
    given.push({ digest: digest(snapshot), venueAt, isDoubted: isDoubted(snapshot) });
    soak.given.set(key, given);
  }
  const allowed = [...ALWAYS_ALLOWED, ...soak.kinds.flatMap((kind): string[] => [...kind.codes])];
  const names = soak.kinds.map(({ name }) => name).join(", ");
  if (code !== null && !allowed.includes(code)) soak.wrong.push(`${key}: ${code} while ${names}`);
}

function isDoubted({ positions, gaps }: AccountSnapshot): boolean {
  const isAtOdds = gaps.some(
    ({ code, path }) => code === "contradiction" && path.startsWith("positions"),
  );
  return positions.length === 0 || isAtOdds;
}

function digest(snapshot: AccountSnapshot): string {
  const text = JSON.stringify(plainSnapshot(snapshot), sortKeys);
  return createHash("sha256").update(text).digest("base64");
}

/** Fields have no order. */
function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Some minutes of faults of one kind, or of all. */
async function rough(soak: Soak): Promise<void> {
  const { rough: world, random } = soak;
  await world.settle();
  soak.kinds = random.chance(0.3) ? FAULT_KINDS : [random.pick(FAULT_KINDS)];
  world.venue.setWeather({ kinds: soak.kinds, probability: random.pick([0.05, 0.2, 1]) });
  for (let step = random.int(3, 12); step > 0; step -= 1) {
    await happen(soak);
    await Promise.race([world.settle(), passing(random.int(5, 60))]);
  }
}

function passing(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

async function happen({ rough: world, random }: Soak): Promise<void> {
  const { app, ask, timers } = world;
  const jumpMs = random.pick([-86_400_000, -90_000, -3_000, 3_000, 90_000, 86_400_000]);
  const id = random.pick(await accountIds(world));
  const acts = [
    () => timers.pass(random.int(1_000, 60_000)),
    () => timers.pass(random.int(1_000, 60_000)),
    () => timers.sleep(random.int(30_000, 4 * 3_600_000)),
    () => world.moveClock(jumpMs),
    () => void app.dispatch("accounts.sync", { accountId: id }),
    () => void app.dispatch("accounts.sync", { accountId: null }),
    () => ask("margin.get", { accountId: id }),
  ] as const;
  await random.pick([...acts])();
  await ask("overview.get", {});
}

/** The faults stop: within bounds every account is read again and says so. */
async function recover(soak: Soak): Promise<void> {
  const { venue, waits, timers, settle } = soak.rough;
  await settle();
  venue.setWeather(CALM);
  soak.kinds = [];
  const until = Math.max(timers.now(), waits.lastUntil()) + HEALTHY_AFTER_MS;
  while (timers.now() < until && (await unwell(soak.rough)).length > 0) {
    await timers.pass(5_000);
    await settle();
  }
  expect(await unwell(soak.rough)).toEqual([]);
}

/** Accounts that are not live, fail, or miss something. */
async function unwell({ ask }: RoughApp): Promise<readonly unknown[]> {
  const { accounts } = await ask("overview.get", {});
  return accounts
    .filter(({ feed, gaps }) => feed.state !== "live" || feed.failure || gaps.length > 0)
    .map(({ feed, gaps }) => ({ feed, gaps }));
}

async function accountIds({ ask }: RoughApp): Promise<[string, ...string[]]> {
  const { accounts } = await ask("accounts.list", {});
  const [first = "", ...others] = accounts.map(({ accountId }) => accountId);
  return [first, ...others];
}

function resources({ rough: { timers } }: Soak) {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const active = process.getActiveResourcesInfo();
  const count = (name: string) => active.filter((each) => each === name).length;
  return {
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    sockets: count("TCPSocketWrap"),
    timers: count("Timeout"),
    /** One for each account's next reading, one for the look at how old everything is. */
    planned: timers.pending(),
  };
}

type Resources = ReturnType<typeof resources>;

function report({ readings, rough: { venue, timers } }: Soak, base: Resources, end: Resources) {
  const hours = ((timers.now() - START_AT) / 3_600_000).toFixed(0);
  const outcomes = [...readings].map(([outcome, count]) => `${outcome} ${count}`).join(", ");
  const grown = (of: (each: Resources) => number) => [base, end].map(of).join(" → ");
  console.log(`${hours} h in ${SECONDS} s, ${venue.asked()} requests; readings: ${outcomes}`);
  console.log(
    `heap ${grown(({ heapMb }) => Math.round(heapMb))} MB, sockets ${grown(({ sockets }) => sockets)},`,
    `timers ${grown(({ timers: count }) => count)}, planned ${grown(({ planned }) => planned)}`,
  );
}

/** In the order given. One that is missing was older than the one before it, or doubted. */
function expectEverySnapshotStored({ rough: { dataDir }, given }: Soak): void {
  const db = openDatabase({ dataDir, now: 0 });
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  const store = createSnapshotStore(db);
  for (const [account, snapshots] of given) {
    const stored = idsOf(db, account).map((id) => digest(store.find(id) ?? unreadable(id)));
    const lost = notStored(snapshots, stored);
    expect(lost).toEqual([]);
  }
  db.close();
}

function idsOf(db: ReturnType<typeof openDatabase>, account: string): readonly number[] {
  const sql = "SELECT snapshot_id FROM snapshot WHERE account_id = ? ORDER BY snapshot_id";
  return db.prepare<[string], number>(sql).pluck().all(account);
}

/** Those given that are missing without being older, and those stored that were never given. */
function notStored(given: readonly Given[], stored: readonly string[]): readonly unknown[] {
  const rest = [...stored];
  let latest = Number.NEGATIVE_INFINITY;
  const lost = given.filter((each) => {
    const isStored = each.digest === rest[0];
    if (!isStored) return each.venueAt >= latest && !each.isDoubted;
    rest.shift();
    latest = each.venueAt;
    return false;
  });
  return [...lost, ...rest];
}

function unreadable(id: number): never {
  throw new Error(`snapshot ${id} can't be read`);
}

function nothingStored(): never {
  throw new Error("an update was announced and nothing is stored");
}

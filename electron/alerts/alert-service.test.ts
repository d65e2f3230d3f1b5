import { describe, expect, it } from "vitest";
import type { Database } from "better-sqlite3";
import type { AlertLevel } from "#shared/views/alerts.ts";
import { createAlertStore } from "../store/alert-store.ts";
import { TEST_ACCOUNT } from "../store/testing/build-snapshot.ts";
import { openTestDatabase } from "../store/testing/open-test-database.ts";
import { createFakeTimers } from "../sync/testing/fake-timers.ts";
import { createSilentLog } from "../sync/testing/silent-log.ts";
import type { AlertReading, Notifier } from "./alert.ts";
import { createAlertService } from "./alert-service.ts";

function reading(level: AlertLevel): AlertReading {
  return { rule: "ratio", subject: "USDT", level, fallLevel: level, title: "A", body: "b" };
}

type Notice = Parameters<Notifier["notify"]>[0];

/** A run of the app over a database that outlives it. */
function startRun(
  db: Database,
  notify: (notice: Notice) => Promise<void> = () => Promise.resolve(),
) {
  const notices: Notice[] = [];
  const topics: string[] = [];
  const timers = createFakeTimers(1_000);
  let ids = 0;
  const store = createAlertStore(db);
  const service = createAlertService({
    store,
    notifier: {
      notify: (notice) => {
        notices.push(notice);
        return notify(notice);
      },
    },
    timers,
    newId: () => `${store.listNewest(500).length}-${(ids += 1)}`,
    log: createSilentLog(),
    onChange: () => topics.push("changed"),
    onOpen: () => topics.push("open"),
  });
  return {
    service,
    store,
    notices,
    topics,
    timers,
    titles: () => notices.map(({ title }) => title),
  };
}

describe("evaluate", () => {
  it("has stored the transition before the desktop is asked", async () => {
    const db = openTestDatabase();
    const atNotice: unknown[] = [];
    const run = startRun(db, () => {
      atNotice.push(createAlertStore(db).listNewest(9));
      return Promise.resolve();
    });
    await run.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect(atNotice).toMatchObject([
      [{ transition: { to: "act" }, deliveredAt: null, deliveryFailure: null }],
    ]);
  });

  it("notes the delivery, or why there was none", async () => {
    const delivered = startRun(openTestDatabase());
    await delivered.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect(delivered.store.listNewest(9)).toMatchObject([
      { accountLabel: "Test", deliveredAt: 1_000, deliveryFailure: null },
    ]);
    const refused = startRun(openTestDatabase(), () => Promise.reject(new Error("no desktop")));
    await refused.service.evaluate(TEST_ACCOUNT, [reading("warn")]);
    expect(refused.store.listNewest(9)).toMatchObject([
      { deliveredAt: null, deliveryFailure: "no desktop" },
    ]);
  });

  it("announces the change and the click", async () => {
    const run = startRun(openTestDatabase());
    await run.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    run.notices[0]?.onClick();
    expect(run.topics).toEqual(["changed", "changed", "open"]);
  });

  it("shows an alarm that the disk refuses to store", async () => {
    const db = openTestDatabase();
    const run = startRun(db);
    db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true }))}`);
    const long = { ...reading("critical"), body: "x".repeat(100_000) };
    await run.service.evaluate(TEST_ACCOUNT, [long]);
    expect(run.titles()).toEqual(["A (critical)"]);
    expect(run.store.listNewest(9)).toEqual([]);
    expect(run.service.levelOf(TEST_ACCOUNT)).toBe("critical");
  });
});

describe("a desktop that does not take a notice of danger", () => {
  /** Takes nothing before the given offer; they are counted from 1. */
  const takesFrom = (first: number) => {
    let offers = 0;
    return () => ((offers += 1) < first ? Promise.reject(new Error("gone")) : Promise.resolve());
  };

  it.each([
    [2, 2, { deliveredAt: 6_000, deliveryFailure: null }],
    [4, 4, { deliveredAt: 86_000, deliveryFailure: null }],
    [9, 4, { deliveredAt: null, deliveryFailure: "gone" }],
  ])("but from offer %i on is offered it %i times", async (first, times, delivery) => {
    const run = startRun(openTestDatabase(), takesFrom(first));
    await run.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect(run.store.listNewest(9)).toMatchObject([{ deliveredAt: null, deliveryFailure: null }]);
    await run.timers.pass(3_600_000);
    expect(run.notices).toHaveLength(times);
    expect(run.store.listNewest(9)).toMatchObject([delivery]);
  });

  it("is not offered what a worse level has overtaken", async () => {
    const run = startRun(openTestDatabase(), takesFrom(2));
    await run.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    await run.service.evaluate(TEST_ACCOUNT, [reading("critical")]);
    await run.timers.pass(3_600_000);
    expect(run.titles()).toEqual(["A (act)", "A (critical)"]);
    expect(run.store.listNewest(9)).toMatchObject([
      { transition: { to: "critical" }, deliveryFailure: null },
      { transition: { to: "act" }, deliveryFailure: "gone" },
    ]);
  });

  it("is offered it by the next run when this one ends before", async () => {
    const db = openTestDatabase();
    const run = startRun(db, takesFrom(9));
    await run.service.evaluate(TEST_ACCOUNT, [reading("critical")]);
    run.service.stop();
    expect(run.timers.pending()).toBe(0);
    const second = startRun(db);
    await second.service.start();
    expect(second.titles()).toEqual(["A (critical)"]);
  });

  it("is offered it again though the disk refused to store it", async () => {
    const db = openTestDatabase();
    const run = startRun(db, takesFrom(2));
    db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true }))}`);
    const long = { ...reading("critical"), body: "x".repeat(100_000) };
    await run.service.evaluate(TEST_ACCOUNT, [long]);
    await run.timers.pass(60_000);
    expect(run.titles()).toEqual(["A (critical)", "A (critical)"]);
  });
});

describe("a new run", () => {
  it("tells what an earlier one stored and could not tell, once", async () => {
    const db = openTestDatabase();
    const crashed = startRun(db, () => new Promise(() => {}));
    void crashed.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    crashed.service.stop();

    const second = startRun(db);
    await second.service.start();
    await second.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect(second.titles()).toEqual(["A (act)"]);

    const third = startRun(db);
    await third.service.start();
    expect(third.titles()).toEqual([]);
  });

  it("repeats at most one that was told and not noted", async () => {
    const db = openTestDatabase();
    const crashed = startRun(db);
    const told = crashed.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    crashed.service.stop(); // before the delivery could be noted
    await told;
    expect(crashed.store.listUndelivered()).toHaveLength(1);
    const second = startRun(db);
    await second.service.start();
    await second.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect([...crashed.titles(), ...second.titles()]).toEqual(["A (act)", "A (act)"]);
  });

  it("knows where each rule stands and tells again what still holds", async () => {
    const db = openTestDatabase();
    await startRun(db).service.evaluate(TEST_ACCOUNT, [reading("act")]);
    const second = startRun(db);
    await second.service.start();
    expect(second.service.subjectsOf(TEST_ACCOUNT, "ratio")).toEqual(["USDT"]);
    await second.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    await second.service.evaluate(TEST_ACCOUNT, [reading("act")]);
    expect(second.titles()).toEqual(["A (act)"]);
    expect(second.store.listNewest(1)).toMatchObject([{ transition: { from: "act", to: "act" } }]);
  });
});

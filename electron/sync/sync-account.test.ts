import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { type AccountSnapshot, NO_REPORTED_POSITION } from "#shared/domain/snapshot.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import { buildPosition, buildSnapshot, TEST_ACCOUNT } from "../store/testing/build-snapshot.ts";
import { openTestDatabase } from "../store/testing/open-test-database.ts";
import { syncAccount } from "./sync-account.ts";

const NOW = 1_000_000;

type Fetched = Partial<AccountSnapshot> | Error;

function createHarness(db = openTestDatabase()) {
  const snapshots = createSnapshotStore(db);
  const abort = new AbortController();
  /** Each reading says what is next in the row, the last one again and again. */
  const sync = (...row: [Fetched, ...Fetched[]]) => {
    const next = (): Fetched => (row.length > 1 ? row.shift()! : row[0]);
    return syncAccount({
      client: {
        fetchAccount: async () => {
          const fetched = next();
          if (fetched instanceof Error) throw fetched;
          return buildSnapshot(fetched);
        },
        close: () => Promise.resolve(),
      },
      snapshots,
      now: () => NOW,
      signal: abort.signal,
    });
  };
  return { db, snapshots, abort, sync };
}

describe("syncAccount", () => {
  it("stores what was read", async () => {
    const { snapshots, sync } = createHarness();
    const stored = await sync({ readAt: 7 });
    expect(snapshots.findLatest(TEST_ACCOUNT)).toMatchObject({
      id: stored?.id,
      snapshot: { readAt: 7 },
    });
  });

  it("keeps the last good snapshot when the venue fails", async () => {
    const { snapshots, sync } = createHarness();
    await sync({ readAt: 7 });
    await expect(sync(new Error("down"))).rejects.toThrow("down");
    expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot.readAt).toBe(7);
  });

  it("stores nothing once it was called off", async () => {
    const { snapshots, abort, sync } = createHarness();
    abort.abort();
    expect(await sync({})).toBeNull();
    expect(snapshots.count(TEST_ACCOUNT)).toBe(0);
  });

  it("refuses a state older than the stored one, takes one of the same time", async () => {
    const { snapshots, sync } = createHarness();
    await sync({ venueAt: NOW - 100 });
    await expect(sync({ venueAt: NOW - 101 })).rejects.toMatchObject({ code: "bad_venue_data" });
    await sync({ venueAt: NOW - 100 });
    expect(snapshots.count(TEST_ACCOUNT)).toBe(2);
  });

  it("refuses a book without positions that contradicts itself about them", async () => {
    const { snapshots, sync } = createHarness();
    const gaps = [{ code: "contradiction", path: "positions", message: "" }] as const;
    await expect(sync({ positions: [], gaps })).rejects.toMatchObject({ code: "bad_venue_data" });
    await sync({ positions: [], gaps: [] });
    await sync({ gaps });
    expect(snapshots.count(TEST_ACCOUNT)).toBe(2);
  });

  it("asks a venue once more that contradicts itself about the positions", async () => {
    const { snapshots, sync } = createHarness();
    const lie = [{ code: "contradiction", path: "positions[0].markPrice", message: "" }] as const;
    await sync({ readAt: 1, gaps: lie }, { readAt: 2, gaps: [] });
    expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot).toMatchObject({ readAt: 2, gaps: [] });
    await expect(sync({ gaps: lie }, new Error("down"))).rejects.toThrow("down");
    await sync({ readAt: 3, gaps: lie }, { readAt: 4, gaps: lie });
    expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot).toMatchObject({ readAt: 4, gaps: lie });
  });

  it("asks once more when a mark does not go with the profit beside it", async () => {
    const { snapshots, sync } = createHarness();
    const reported = { ...NO_REPORTED_POSITION, unrealizedPnl: decimal(0) };
    const good = buildPosition({ reported });
    const odd = buildPosition({ reported, markPrice: decimal(300_000) });
    await sync({ positions: [odd] }, { positions: [good] });
    const marks = () => snapshots.findLatest(TEST_ACCOUNT)?.snapshot.positions[0]?.markPrice;
    expect(marks()?.toFixed()).toBe("30000");
    await sync({ positions: [odd] });
    expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot.gaps).toMatchObject([
      { code: "contradiction", path: "positions[0].markPrice" },
    ]);
  });

  it("is not barred for ever by a stored time that lies in the future", async () => {
    const { snapshots, sync } = createHarness();
    await sync({ venueAt: NOW + 3_600_000 });
    await sync({ venueAt: NOW - 100 });
    expect(snapshots.count(TEST_ACCOUNT)).toBe(2);
  });

  it("is not barred by a stored snapshot that can't be read", async () => {
    const { db, sync } = createHarness();
    await sync({ readAt: 1 });
    db.exec("DROP TRIGGER snapshot_price_no_update; PRAGMA ignore_check_constraints = ON");
    db.exec("UPDATE snapshot_price SET price = 'torn'");
    const restarted = createHarness(db);
    expect(() => restarted.snapshots.findLatest(TEST_ACCOUNT)).toThrow("can't be read");
    await restarted.sync({ readAt: 2 });
    expect(restarted.snapshots.findLatest(TEST_ACCOUNT)?.snapshot.readAt).toBe(2);
  });

  describe("a book that is suddenly empty", () => {
    const EMPTY = [{ positions: [] }, { balances: [] }] as const;

    it.each(EMPTY)("is not believed when it is said once (%o)", async (lie) => {
      const { snapshots, sync } = createHarness();
      await sync({ readAt: 1 });
      await sync({ ...lie, readAt: 2 }, { readAt: 3 });
      expect(snapshots.count(TEST_ACCOUNT)).toBe(2);
      expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot).toEqual(buildSnapshot({ readAt: 3 }));
    });

    it.each(EMPTY)("is believed when it is said twice (%o)", async (truth) => {
      const { snapshots, sync } = createHarness();
      await sync({});
      await sync(truth);
      expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot).toEqual(buildSnapshot(truth));
    });

    it("leaves the last reading when the second look fails", async () => {
      const { snapshots, sync } = createHarness();
      await sync({ readAt: 7 });
      await expect(sync({ positions: [] }, new Error("down"))).rejects.toThrow("down");
      expect(snapshots.findLatest(TEST_ACCOUNT)?.snapshot.readAt).toBe(7);
    });
  });
});

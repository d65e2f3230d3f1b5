import { describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { buildPosition, buildSnapshot, TEST_ACCOUNT } from "./testing/build-snapshot.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";

describe("append", () => {
  it("stores a snapshot whole or not at all", () => {
    const db = openTestDatabase();
    const store = createSnapshotStore(db);
    db.exec(`CREATE TRIGGER fail BEFORE INSERT ON snapshot_position
      WHEN NEW.ordinal = 1 BEGIN SELECT RAISE(ABORT, 'second position'); END`);
    const twoPositions = buildSnapshot({ positions: [buildPosition(), buildPosition()] });
    expect(() => store.append(twoPositions)).toThrow("second position");
    for (const table of ["snapshot", "snapshot_price", "snapshot_position", "tier_table"]) {
      expect(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()).toEqual({ rows: 0 });
    }
  });

  it("refuses a snapshot of an account that is not configured", () => {
    const store = createSnapshotStore(openTestDatabase());
    expect(() => store.append(buildSnapshot({ accountId: accountId("nobody") }))).toThrow(
      "FOREIGN KEY",
    );
  });

  it("stores a tier table once however many positions use it", () => {
    const db = openTestDatabase();
    const store = createSnapshotStore(db);
    store.append(buildSnapshot({ positions: [buildPosition(), buildPosition()] }));
    store.append(buildSnapshot());
    expect(db.prepare("SELECT count(*) AS tables FROM tier_table").get()).toEqual({ tables: 1 });
  });

  it("says in words that the disk is full and keeps what is stored", () => {
    const db = openTestDatabase();
    const store = createSnapshotStore(db);
    const id = store.append(buildSnapshot());
    // SQLite's own limit stands in for the disk's; both end in SQLITE_FULL.
    db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true }))}`);
    const large = buildSnapshot({ positions: Array.from({ length: 500 }, () => buildPosition()) });
    expect(() => store.append(large)).toThrow(
      expect.objectContaining({ code: "storage_failed", fault: "full" }),
    );
    expect(store.findLatest(TEST_ACCOUNT)?.id).toBe(id);
  });
});

describe("findLatest", () => {
  it("sees what another process stored meanwhile", () => {
    const db = openTestDatabase();
    const [store, other] = [createSnapshotStore(db), createSnapshotStore(db)];
    store.append(buildSnapshot({ readAt: 1_000 }));
    const id = other.append(buildSnapshot({ readAt: 2_000 }));
    expect(store.findLatest(TEST_ACCOUNT)).toMatchObject({ id, snapshot: { readAt: 2_000 } });
  });

  it("never takes for stored what was taken back, though its id is given again", () => {
    const db = openTestDatabase();
    const [store, other] = [createSnapshotStore(db), createSnapshotStore(db)];
    const takeBack = db.transaction(() => {
      store.append(buildSnapshot({ readAt: 1_000 }));
      throw new Error("taken back");
    });
    expect(takeBack).toThrow("taken back");
    const id = other.append(buildSnapshot({ readAt: 2_000 }));
    expect(store.findLatest(TEST_ACCOUNT)).toMatchObject({ id, snapshot: { readAt: 2_000 } });
  });

  it("is the one stored last even when the clock was set back", () => {
    const store = createSnapshotStore(openTestDatabase());
    store.append(buildSnapshot({ readAt: 9_000 }));
    const id = store.append(buildSnapshot({ readAt: 5_000 }));
    expect(store.findLatest(TEST_ACCOUNT)).toMatchObject({ id, snapshot: { readAt: 5_000 } });
  });

  it("is held in memory until the account is forgotten, and then read from the file", () => {
    const store = createSnapshotStore(openTestDatabase());
    store.append(buildSnapshot());
    const held = store.findLatest(TEST_ACCOUNT);
    expect(store.findLatest(TEST_ACCOUNT)).toBe(held);
    store.forget(TEST_ACCOUNT);
    expect(store.findLatest(TEST_ACCOUNT)).not.toBe(held);
    expect(store.findLatest(TEST_ACCOUNT)).toEqual(held);
  });

  it("is null before the first", () => {
    expect(createSnapshotStore(openTestDatabase()).findLatest(TEST_ACCOUNT)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { createAccountStore } from "./account-store.ts";
import { createAlertStore } from "./alert-store.ts";
import { createErasureStore } from "./erasure-store.ts";
import { createRemovedAccounts } from "./removed-accounts.ts";
import { createSettingStore } from "./setting-store.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { buildBalance, buildSnapshot, TEST_ACCOUNT } from "./testing/build-snapshot.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";
import { decimal } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";

const STORES = {
  createAccountStore,
  createAlertStore,
  createErasureStore,
  createRemovedAccounts,
  createSettingStore,
  createSnapshotStore,
};
const APPEND_ONLY = [
  "account",
  "account_removal",
  "account_change",
  "account_book",
  "account_erasure",
  "tier_table",
  "tier_table_use",
  "snapshot",
  "snapshot_price",
  "snapshot_balance",
  "snapshot_position",
  "snapshot_order",
  "snapshot_gap",
  "alert_transition",
  "alert_delivery",
];

/** A database with at least one row in every append-only table. */
function openFilledDatabase() {
  const db = openTestDatabase();
  createSnapshotStore(db).append(
    buildSnapshot({
      openOrders: [
        {
          instrument: buildSnapshot().positions[0]!.instrument,
          side: "buy",
          quantity: decimal("1"),
          price: null,
          reduceOnly: false,
        },
      ],
      gaps: [{ code: "stale", path: "balances[0]", message: "old" }],
    }),
  );
  const alerts = createAlertStore(db);
  alerts.appendTransitions([
    {
      id: "a",
      at: 1,
      accountId: TEST_ACCOUNT,
      rule: "r",
      subject: "s",
      from: "safe",
      to: "act",
      notifies: true,
      title: "t",
      body: "b",
    },
  ]);
  alerts.appendDelivery("a", 2, null);
  createAccountStore(db).appendChange(TEST_ACCOUNT, 3, { isPaused: true });
  const book = { label: "Book", venue: "bybit", marginModel: "bybit-unified" } as const;
  createAccountStore(db).appendBook(
    { accountId: accountId("book"), ...book, isDemo: false, createdAt: 1 },
    "main",
  );
  createAccountStore(db).appendRemoval(TEST_ACCOUNT, 3);
  // Erasing one account opens no other's rows.
  db.exec("INSERT INTO account_erasure VALUES ('somebody else', 4)");
  return db;
}

it.each(Object.entries(STORES))("every statement of %s prepares", (_, createStore) => {
  const db = openTestDatabase();
  expect(() => createStore(db)).not.toThrow();
});

it("lists every table but the settings as append-only", () => {
  const tables = openTestDatabase()
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all();
  expect(tables.map(({ name }) => name).toSorted()).toEqual([...APPEND_ONLY, "setting"].toSorted());
});

describe.each(APPEND_ONLY)("%s", (table) => {
  it("refuses update and delete", () => {
    const db = openFilledDatabase();
    const [column] = db.prepare(`SELECT * FROM ${table}`).columns();
    expect(() => db.exec(`UPDATE ${table} SET ${column!.name} = ${column!.name}`)).toThrow(
      `${table} is append-only`,
    );
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(`${table} is append-only`);
  });
});

describe("amount columns", () => {
  const insert =
    "INSERT INTO snapshot_price (snapshot_id, ordinal, currency, price) VALUES (1, 9, 'X', ?)";

  it.each(["0", "-1", "0.1", "-0.000000000000000001", "123456789012345678901234567890.5"])(
    "take %s",
    (text) => {
      expect(() => openFilledDatabase().prepare(insert).run(text)).not.toThrow();
    },
  );

  it.each([
    "",
    "-",
    ".5",
    "5.",
    "1e5",
    "NaN",
    "Infinity",
    "1.2.3",
    "--1",
    "+1",
    " 1",
    "1 ",
    "1-1",
    "0x10",
  ])("refuse '%s'", (text) => {
    expect(() => openFilledDatabase().prepare(insert).run(text)).toThrow("CHECK");
  });

  it("tell an unknown balance from zero", () => {
    const db = openTestDatabase();
    const store = createSnapshotStore(db);
    const balances = [
      buildBalance({ walletBalance: null }),
      buildBalance({ walletBalance: decimal(0) }),
    ];
    const stored = store.find(store.append(buildSnapshot({ balances })));
    expect(stored?.balances.map((balance) => balance.walletBalance?.toString() ?? null)).toEqual([
      null,
      "0",
    ]);
  });
});

import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { createErasureStore } from "../erasure-store.ts";
import { MIGRATIONS } from "../migrate.ts";
import { openDatabase } from "../open-database.ts";
import { createSnapshotStore } from "../snapshot-store.ts";
import { makeDataDir, openTestDatabase } from "../testing/open-test-database.ts";
import { erasure } from "./0050-erasure.ts";

const BEFORE = MIGRATIONS.filter(({ version }) => version < erasure.version);
const OWN = "a".repeat(64);
const SHARED = "b".repeat(64);

const position = (snapshot: number, ordinal: number, hash: string) => `
  INSERT INTO snapshot_position (
    snapshot_id, ordinal, instrument, kind, base, quote, settle, side, quantity, contract_size,
    margin_mode, margin_tiers
  ) VALUES (${snapshot}, ${ordinal}, 'BTC/USDT:USDT', 'linear', 'BTC', 'USDT', 'USDT', 'long', '1',
    '1', 'cross', '${hash}');`;

const account = (id: string, snapshot: number) => `
  INSERT INTO account VALUES ('${id}', '${id}', 'binanceusdm', 'binance-usdm', 0, 1);
  INSERT INTO snapshot (snapshot_id, account_id, read_at, label, venue, margin_model, valuation_currency)
  VALUES (${snapshot}, '${id}', 1, '${id}', 'binanceusdm', 'binance-usdm', 'USD');`;

/** Two accounts as version 40 stored them, with a tier table of one and one of both. */
const STORED = `
  INSERT INTO tier_table VALUES ('${OWN}', '[]'), ('${SHARED}', '[]');
  ${account("one", 1)} ${position(1, 0, OWN)} ${position(1, 1, SHARED)}
  ${account("two", 2)} ${position(2, 0, SHARED)}
  INSERT INTO snapshot_balance (snapshot_id, ordinal, asset, collateral_tiers)
  VALUES (2, 0, 'BTC', '${SHARED}');`;

function openUpgraded() {
  const dataDir = makeDataDir();
  const old = openDatabase({ dataDir, now: 1, migrations: BEFORE });
  old.exec(STORED);
  old.close();
  return openTestDatabase(dataDir);
}

it("knows of older rows whose tier tables are whose, and deletes none of them", () => {
  const db = openUpgraded();
  expect(db.prepare("SELECT * FROM tier_table_use ORDER BY hash, account_id").all()).toEqual([
    { hash: OWN, account_id: "one" },
    { hash: SHARED, account_id: "one" },
    { hash: SHARED, account_id: "two" },
  ]);
  expect(() => db.exec("DELETE FROM snapshot")).toThrow("snapshot is append-only");
  expect(() => db.exec("DELETE FROM tier_table")).toThrow("tier_table is append-only");
});

it("lets older history be erased", () => {
  const db = openUpgraded();
  const erasures = createErasureStore(db);
  erasures.append(accountId("one"), 5);
  while (!erasures.eraseSome(accountId("one")));
  const snapshots = createSnapshotStore(db);
  expect([snapshots.count(accountId("one")), snapshots.count(accountId("two"))]).toEqual([0, 1]);
  expect(db.prepare("SELECT hash FROM tier_table").all()).toEqual([{ hash: SHARED }]);
});

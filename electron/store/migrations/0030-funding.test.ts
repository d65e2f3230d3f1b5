import { expect, it } from "vitest";
import { MIGRATIONS } from "../migrate.ts";
import { openDatabase } from "../open-database.ts";
import { createSnapshotStore } from "../snapshot-store.ts";
import { TEST_ACCOUNT } from "../testing/build-snapshot.ts";
import { makeDataDir, openTestDatabase } from "../testing/open-test-database.ts";
import { funding } from "./0030-funding.ts";

const BEFORE = MIGRATIONS.filter(({ version }) => version < funding.version);

/** A book as version 20 stored it. */
const STORED = `
  INSERT INTO account VALUES ('${TEST_ACCOUNT}', 'Test', 'binanceusdm', 'binance-usdm', 0, 1);
  INSERT INTO snapshot (snapshot_id, account_id, read_at, label, venue, margin_model, valuation_currency)
  VALUES (1, '${TEST_ACCOUNT}', 1700000000000, 'Test', 'binanceusdm', 'binance-usdm', 'USD');
  INSERT INTO snapshot_position (
    snapshot_id, ordinal, instrument, kind, base, quote, settle, side, quantity, contract_size,
    mark_price, margin_mode
  ) VALUES (1, 0, 'BTC/USDT:USDT', 'linear', 'BTC', 'USDT', 'USDT', 'long', '1.5', '1', '30000', 'cross');
`;

it("leaves the funding of older positions not known and everything else as it was", () => {
  const dataDir = makeDataDir();
  const old = openDatabase({ dataDir, now: 1, migrations: BEFORE });
  old.exec(STORED);
  old.close();
  const db = openDatabase({ dataDir, now: 2 });
  const [position] = createSnapshotStore(db).find(1)?.positions ?? [];
  expect(position?.funding).toBeNull();
  expect([position?.quantity.toFixed(), position?.markPrice?.toFixed()]).toEqual(["1.5", "30000"]);
  db.close();
});

it.each([
  ["a rate that is no amount", "funding_rate", "'1e-4'"],
  ["an interval without a rate", "funding_interval_hours", "'8'"],
  ["a time without a rate", "next_funding_at", "1700000000000"],
])("refuses %s", (_what, column, value) => {
  const db = openTestDatabase();
  const row = `'BTC/USDT:USDT', 'linear', 'BTC', 'USDT', 'USDT', 'long', '1', '1', 'cross'`;
  const insert = `
    INSERT INTO snapshot_position (
      snapshot_id, ordinal, instrument, kind, base, quote, settle, side, quantity, contract_size,
      margin_mode, ${column}
    ) VALUES (1, 0, ${row}, ${value})`;
  expect(() => db.exec(insert)).toThrow("CHECK");
});

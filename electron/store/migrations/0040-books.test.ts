import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { createAccountStore } from "../account-store.ts";
import { migrate, MIGRATIONS } from "../migrate.ts";
import { TEST_ACCOUNT } from "../testing/build-snapshot.ts";

const BEFORE = MIGRATIONS.filter(({ version }) => version < 40);

it("takes the accounts there are for accounts of a venue, and takes books from then on", () => {
  const db = new Database(":memory:");
  migrate(db, BEFORE);
  db.exec(`
    INSERT INTO account VALUES ('${TEST_ACCOUNT}', 'Main', 'binanceusdm', 'binance-usdm', 0, 1)`);
  migrate(db);
  const accounts = createAccountStore(db);
  expect(accounts.list()).toMatchObject([{ accountId: TEST_ACCOUNT, documentId: null }]);
  const book = {
    accountId: accountId("book"),
    label: "Ledger",
    venue: "bybit",
    marginModel: "bybit-unified",
    isDemo: false,
    createdAt: 2,
  } as const;
  accounts.appendBook(book, "main");
  expect(accounts.find("book")).toMatchObject({ label: "Ledger", documentId: "main" });
  db.close();
});

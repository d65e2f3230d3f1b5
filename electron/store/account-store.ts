import type { Database } from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { toFlag } from "./codec.ts";
import { guardStore } from "./storage-error.ts";

/** A configured account. Its keys are in the vault, not here. */
export type Account = {
  readonly accountId: AccountId;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: MarginModelId;
  readonly isDemo: boolean;
  readonly createdAt: number;
};

export type AccountStore = {
  readonly append: (account: Account) => void;
  /** Hides the account; what was read of it stays. Hiding it again changes nothing. */
  readonly appendRemoval: (accountId: AccountId, at: number) => void;
  /** `null` for an unknown or removed account. */
  readonly find: (accountId: string) => Account | null;
  /** Accounts that were not removed, oldest first. */
  readonly list: () => readonly Account[];
};

type AccountRow = {
  account_id: string;
  label: string;
  venue: string;
  margin_model: string;
  is_demo: number;
  created_at: number;
};

const VISIBLE = `
  SELECT * FROM account
  WHERE NOT EXISTS (SELECT 1 FROM account_removal removal WHERE removal.account_id = account.account_id)`;

export function createAccountStore(db: Database): AccountStore {
  const insert = db.prepare<[AccountRow]>(`
    INSERT INTO account (account_id, label, venue, margin_model, is_demo, created_at)
    VALUES (@account_id, @label, @venue, @margin_model, @is_demo, @created_at)`);
  const insertRemoval = db.prepare<[string, number]>(
    "INSERT INTO account_removal (account_id, removed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const selectOne = db.prepare<[string], AccountRow>(`${VISIBLE} AND account_id = ?`);
  const selectAll = db.prepare<[], AccountRow>(`${VISIBLE} ORDER BY created_at, account_id`);

  return guardStore<AccountStore>({
    append: (account) => void insert.run(toRow(account)),
    appendRemoval: (accountId, at) => void insertRemoval.run(accountId, at),
    find: (accountId) => {
      const row = selectOne.get(accountId);
      return row === undefined ? null : fromRow(row);
    },
    list: () => selectAll.all().map(fromRow),
  });
}

function toRow(account: Account): AccountRow {
  return {
    account_id: account.accountId,
    label: account.label,
    venue: account.venue,
    margin_model: account.marginModel,
    is_demo: toFlag(account.isDemo),
    created_at: account.createdAt,
  };
}

function fromRow(row: AccountRow): Account {
  return {
    // Both were written from these types by `toRow`, and rows never change.
    accountId: row.account_id as AccountId,
    marginModel: row.margin_model as MarginModelId,
    label: row.label,
    venue: row.venue,
    isDemo: row.is_demo === 1,
    createdAt: row.created_at,
  };
}

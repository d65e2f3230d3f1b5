import type { Database } from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import type { KeyRights } from "#shared/domain/key-rights.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { toFlag } from "./codec.ts";
import { guardStore } from "./storage-error.ts";

/** An account as it was added. Its keys are in the vault, not here. */
export type Account = {
  readonly accountId: AccountId;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: MarginModelId;
  readonly isDemo: boolean;
  readonly createdAt: number;
};

/** One thing that changed, or became known, after an account was added. */
export type AccountChange =
  | { readonly label: string }
  | { readonly isPaused: boolean }
  | { readonly keyRights: KeyRights }
  | { readonly walletAddress: string };

/** An account as it stands: what was added with the changes since. */
export type ConfiguredAccount = Account & {
  /** Not read until resumed. */
  readonly isPaused: boolean;
  /** When it was last paused or resumed; `null` when it never was. */
  readonly pauseChangedAt: number | null;
  /** As last read; `null` for an account without a key, or one added before rights were read. */
  readonly keyRights: KeyRights | null;
  readonly keyRightsReadAt: number | null;
  /** As first read: what the trader knew of the key when the account was added. */
  readonly firstKeyRights: KeyRights | null;
  /** Public; where there is one the account has no key. */
  readonly walletAddress: string | null;
  /** What the account is called in its document; `null` for one that is read from a venue. */
  readonly documentId: string | null;
};

/** Whether an account is kept by the trader and no venue is asked for it. */
export function isBook(account: Pick<ConfiguredAccount, "documentId"> | null): boolean {
  return account !== null && account.documentId !== null;
}

export type AccountStore = {
  /** Both or nothing: an account with what is known of it from the start. */
  readonly append: (account: Account, changes?: readonly AccountChange[]) => void;
  /** An account that no venue is asked for. */
  readonly appendBook: (account: Account, documentId: string) => void;
  readonly appendChange: (accountId: AccountId, at: number, change: AccountChange) => void;
  /** Hides the account; what was read of it stays. Hiding it again changes nothing. */
  readonly appendRemoval: (accountId: AccountId, at: number) => void;
  /** `null` for an unknown or removed account. */
  readonly find: (accountId: string) => ConfiguredAccount | null;
  /** Accounts that were not removed, oldest first. */
  readonly list: () => readonly ConfiguredAccount[];
};

type AccountRow = {
  account_id: string;
  label: string;
  venue: string;
  margin_model: string;
  is_demo: number;
  created_at: number;
};

type ChangeRow = {
  label: string | null;
  is_paused: number | null;
  key_rights: string | null;
  wallet_address: string | null;
};

type ConfiguredRow = AccountRow &
  ChangeRow & {
    pause_changed_at: number | null;
    key_rights_read_at: number | null;
    first_key_rights: string | null;
    document_id: string | null;
  };

/** An account's label and the like as it was last changed; `null` where it never was. */
export function newest(column: keyof ChangeRow): string {
  return selectChange(column, column, "DESC");
}

/** When it was last changed. */
function newestAt(column: keyof ChangeRow): string {
  return selectChange("at", column, "DESC");
}

function selectChange(
  wanted: keyof ChangeRow | "at",
  column: keyof ChangeRow,
  order: "ASC" | "DESC",
): string {
  return `(SELECT ${wanted} FROM account_change change
    WHERE change.account_id = account.account_id AND ${column} IS NOT NULL
    ORDER BY sequence ${order} LIMIT 1)`;
}

const VISIBLE = `
  SELECT account_id, venue, margin_model, is_demo, created_at,
    coalesce(${newest("label")}, label) AS label,
    ${newest("is_paused")} AS is_paused,
    ${newestAt("is_paused")} AS pause_changed_at,
    ${newest("key_rights")} AS key_rights,
    ${newestAt("key_rights")} AS key_rights_read_at,
    ${selectChange("key_rights", "key_rights", "ASC")} AS first_key_rights,
    ${newest("wallet_address")} AS wallet_address,
    (SELECT document_id FROM account_book book WHERE book.account_id = account.account_id)
      AS document_id
  FROM account
  WHERE NOT EXISTS (SELECT 1 FROM account_removal removal WHERE removal.account_id = account.account_id)`;

export function createAccountStore(db: Database): AccountStore {
  const insert = db.prepare<[AccountRow]>(`
    INSERT INTO account (account_id, label, venue, margin_model, is_demo, created_at)
    VALUES (@account_id, @label, @venue, @margin_model, @is_demo, @created_at)`);
  const insertChange = db.prepare<[ChangeRow & { account_id: string; at: number }]>(`
    INSERT INTO account_change (account_id, at, label, is_paused, key_rights, wallet_address)
    VALUES (@account_id, @at, @label, @is_paused, @key_rights, @wallet_address)`);
  const insertBook = db.prepare<[string, string]>(
    "INSERT INTO account_book (account_id, document_id) VALUES (?, ?)",
  );
  const insertRemoval = db.prepare<[string, number]>(
    "INSERT INTO account_removal (account_id, removed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const selectOne = db.prepare<[string], ConfiguredRow>(`${VISIBLE} AND account_id = ?`);
  const selectAll = db.prepare<[], ConfiguredRow>(`${VISIBLE} ORDER BY created_at, account_id`);
  const appendChange: AccountStore["appendChange"] = (accountId, at, change) =>
    void insertChange.run({ account_id: accountId, at, ...toChangeRow(change) });
  const append = db.transaction((account: Account, changes: readonly AccountChange[]) => {
    insert.run(toRow(account));
    for (const change of changes) appendChange(account.accountId, account.createdAt, change);
  });
  const appendBook = db.transaction((account: Account, documentId: string) => {
    insert.run(toRow(account));
    insertBook.run(account.accountId, documentId);
  });

  return guardStore<AccountStore>({
    append: (account, changes = []) => append(account, changes),
    appendBook: (account, documentId) => appendBook(account, documentId),
    appendChange,
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

function toChangeRow(change: AccountChange): ChangeRow {
  return {
    label: "label" in change ? change.label : null,
    is_paused: "isPaused" in change ? toFlag(change.isPaused) : null,
    key_rights: "keyRights" in change ? JSON.stringify(change.keyRights) : null,
    wallet_address: "walletAddress" in change ? change.walletAddress : null,
  };
}

function fromRow(row: ConfiguredRow): ConfiguredAccount {
  return {
    // These were written from their types by `toRow` and `toChangeRow`, and rows never change.
    accountId: row.account_id as AccountId,
    marginModel: row.margin_model as MarginModelId,
    keyRights: toKeyRights(row.key_rights),
    firstKeyRights: toKeyRights(row.first_key_rights),
    label: row.label,
    venue: row.venue,
    isDemo: row.is_demo === 1,
    createdAt: row.created_at,
    isPaused: row.is_paused === 1,
    pauseChangedAt: row.pause_changed_at,
    keyRightsReadAt: row.key_rights_read_at,
    walletAddress: row.wallet_address,
    documentId: row.document_id,
  };
}

/** Written from its type by `toChangeRow`. */
function toKeyRights(text: string | null): KeyRights | null {
  return text === null ? null : (JSON.parse(text) as KeyRights);
}

import type { Database } from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import { newest } from "./account-store.ts";
import { guardStore } from "./storage-error.ts";

/** An account that is out of sight while its history is still there. */
export type RemovedAccount = {
  readonly accountId: AccountId;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly isDemo: boolean;
  readonly removedAt: number;
  /** Marked for erasure, and part of it is still there. */
  readonly isErasing: boolean;
};

export type RemovedAccounts = {
  /** The last removed first. */
  readonly list: () => readonly RemovedAccount[];
  /** `null` for an account that was not removed, or was erased. */
  readonly find: (accountId: string) => RemovedAccount | null;
};

type Row = Omit<RemovedAccount, "isDemo" | "isErasing"> & {
  readonly isDemo: number;
  readonly erasedAt: number | null;
};

const REMOVED = `
  SELECT account_id AS accountId, venue, margin_model AS marginModel, is_demo AS isDemo,
    coalesce(${newest("label")}, label) AS label, removed_at AS removedAt, erased_at AS erasedAt
  FROM account JOIN account_removal USING (account_id) LEFT JOIN account_erasure USING (account_id)`;

export function createRemovedAccounts(db: Database): RemovedAccounts {
  const selectAll = db.prepare<[], Row>(`${REMOVED} ORDER BY removed_at DESC, account_id`);
  const selectOne = db.prepare<[string], Row>(`${REMOVED} WHERE account_id = ?`);
  return guardStore<RemovedAccounts>({
    list: () => selectAll.all().map(fromRow),
    find: (accountId) => {
      const row = selectOne.get(accountId);
      return row === undefined ? null : fromRow(row);
    },
  });
}

function fromRow({ erasedAt, isDemo, ...row }: Row): RemovedAccount {
  return { ...row, isDemo: isDemo === 1, isErasing: erasedAt !== null };
}

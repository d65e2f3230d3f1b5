import { type AccountId, accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { AccountStore, ConfiguredAccount } from "./account-store.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

type Stores = {
  readonly accounts: Pick<AccountStore, "list">;
  readonly snapshots: Pick<SnapshotStore, "find" | "findAt" | "findLatest">;
};

/**
 * The newest snapshot of each account at a time, or with `null` the one that counts now, under its
 * present name. A book goes by its document's id, unless that is another account's here.
 */
export function listStoredBook({ accounts, snapshots }: Stores, at: number | null) {
  const configured = accounts.list();
  const snapshotOf = (id: AccountId): AccountSnapshot | null => {
    if (at === null) return snapshots.findLatest(id)?.snapshot ?? null;
    const found = snapshots.findAt(id, at);
    return found === null ? null : snapshots.find(found.id);
  };
  return configured.flatMap((account) => {
    const snapshot = snapshotOf(account.accountId);
    const { label } = account;
    return snapshot === null
      ? []
      : [{ account, snapshot: { ...snapshot, label, accountId: publicId(account, configured) } }];
  });
}

function publicId(account: ConfiguredAccount, all: readonly ConfiguredAccount[]): AccountId {
  const { documentId } = account;
  const isTaken = all.some((other) => other !== account && other.accountId === documentId);
  return documentId === null || isTaken ? account.accountId : accountId(documentId);
}

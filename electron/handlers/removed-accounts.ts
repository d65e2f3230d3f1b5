import type { AccountHistoryView, RemovedAccountsView } from "#shared/views/accounts.ts";
import { AppError } from "../ipc/app-error.ts";
import { findBackupsOf } from "../store/backups.ts";
import type { RemovedAccount } from "../store/removed-accounts.ts";
import type { Services } from "./services.ts";

export function listRemoved({ removed, snapshots, eraser }: Services): RemovedAccountsView {
  return {
    accounts: removed
      .list()
      .map((account) => ({ ...account, snapshotCount: snapshots.count(account.accountId) })),
    failure: eraser.failure(),
    hasTraces: eraser.hasTraces(),
  };
}

/** What erasing an account would take, seen or removed. */
export function accountHistory(services: Services, id: string): AccountHistoryView {
  const { snapshots, ports } = services;
  const { accountId, label } = services.accounts.find(id) ?? findRemoved(services, id);
  const span = snapshots.findSpan(accountId);
  return {
    label,
    snapshotCount: snapshots.count(accountId),
    firstReadAt: span?.from ?? null,
    lastReadAt: span?.to ?? null,
    backupCount: findBackupsOf(ports.dataDir, accountId).length,
  };
}

export function eraseRemoved(services: Services, id: string): null {
  services.eraser.erase(findRemoved(services, id).accountId);
  services.events.announce("accounts.changed");
  return null;
}

function findRemoved({ removed }: Services, id: string): RemovedAccount {
  const account = removed.find(id);
  if (account === null) throw new AppError("not_found", "There is no such account.");
  return account;
}

import type { AccountId } from "#shared/domain/ids.ts";
import { AppError } from "../ipc/app-error.ts";
import { type ConfiguredAccount, isBook } from "../store/account-store.ts";
import { refuseTakenLabel } from "./add-account.ts";
import { openFeed } from "./open-feed.ts";
import type { Services } from "./services.ts";

/** Renames from now on: what was read before keeps the name it was read under. */
export async function renameAccount(
  services: Services,
  account: ConfiguredAccount,
  label: string,
): Promise<null> {
  const { accounts, ports, events } = services;
  if (account.isDemo) throw ofDemo();
  if (account.label === label) return null;
  refuseTakenLabel(accounts.list(), label);
  accounts.appendChange(account.accountId, ports.now(), { label });
  if (!account.isPaused && !isBook(account)) await reopen(services, account.accountId);
  events.announce("accounts.changed");
  return null;
}

/** Paused, an account keeps its key and its history and is not read. Doing it twice changes nothing. */
export async function pauseAccount(
  services: Services,
  account: ConfiguredAccount,
  isPaused: boolean,
): Promise<null> {
  const { accounts, feeds, ports, events } = services;
  if (account.isDemo) throw ofDemo();
  if (isBook(account))
    throw new AppError("unsupported", "A book is not read, so there is nothing to pause.");
  if (account.isPaused === isPaused) return null;
  accounts.appendChange(account.accountId, ports.now(), { isPaused });
  if (isPaused) await feeds.close(account.accountId);
  else await reopen(services, account.accountId);
  events.announce("accounts.changed");
  return null;
}

/** A client carries the label into every snapshot, so a new one needs a new client. */
async function reopen(services: Services, id: AccountId): Promise<void> {
  await services.feeds.close(id);
  await openFeed(services, id);
}

/**
 * Hides the account and forgets its key; its history is kept, or erased for good. The key goes first:
 * where it stays the account stays whole, as what can't be undone must not be half done.
 */
export async function removeAccount(
  services: Services,
  { accountId, isDemo }: ConfiguredAccount,
  history: "keep" | "erase",
): Promise<null> {
  const { accounts, snapshots, alerts, feeds, demo, eraser, events, ports } = services;
  if (isDemo) await demo.leave();
  else await ports.vault.remove(accountId);
  await feeds.close(accountId);
  if (history === "erase") eraser.erase(accountId);
  else accounts.appendRemoval(accountId, ports.now());
  snapshots.forget(accountId);
  alerts.forget(accountId);
  events.announce("accounts.changed");
  return null;
}

function ofDemo(): AppError {
  return new AppError(
    "unsupported",
    "The demo is paused and left by its own buttons, and keeps its name.",
  );
}

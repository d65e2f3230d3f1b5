import { accountId } from "#shared/domain/ids.ts";
import type { AccountsView, AccountView } from "#shared/views/accounts.ts";
import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { type ConfiguredAccount, isBook } from "../store/account-store.ts";
import { addAccount, keysRefusedBecause } from "./add-account.ts";
import { pauseAccount, removeAccount, renameAccount } from "./change-account.ts";
import { accountHistory, eraseRemoved, listRemoved } from "./removed-accounts.ts";
import type { Services } from "./services.ts";

type AccountChannel = Extract<keyof Handlers, `accounts.${string}`>;

export function createAccountHandlers(services: Services): Pick<Handlers, AccountChannel> {
  return {
    "accounts.list": () => listAccounts(services),
    "accounts.add": (input) => addAccount(services, input),
    "accounts.rename": (input) =>
      renameAccount(services, findAccount(services, input.accountId), input.label),
    "accounts.pause": (input) =>
      pauseAccount(services, findAccount(services, input.accountId), input.isPaused),
    "accounts.remove": (input) =>
      removeAccount(services, findAccount(services, input.accountId), input.history),
    "accounts.history": (input) => accountHistory(services, input.accountId),
    "accounts.listRemoved": () => listRemoved(services),
    "accounts.erase": (input) => eraseRemoved(services, input.accountId),
    "accounts.sync": (input) => syncNow(services, input.accountId),
  };
}

function listAccounts(services: Services): AccountsView {
  return {
    accounts: services.accounts.list().map((account) => toAccountView(services, account)),
    keysRefusedBecause: keysRefusedBecause(services.ports),
  };
}

function toAccountView(
  { snapshots, assessments, feeds }: Services,
  { documentId, ...account }: ConfiguredAccount,
): AccountView {
  const { accountId: id } = account;
  return {
    ...account,
    isBook: documentId !== null,
    snapshotCount: snapshots.count(id),
    feed: feeds.view(id),
    gaps: assessments.findLatest(id)?.gaps ?? [],
  };
}

/** `null`: all of them; how each went is in its feed. */
async function syncNow(services: Services, id: string | null): Promise<null> {
  const { accounts, feeds } = services;
  if (id === null) {
    await Promise.all(accounts.list().flatMap((account) => feeds.syncNow(account.accountId) ?? []));
    return null;
  }
  const account = findAccount(services, id);
  const { accountId: found, isPaused } = account;
  if (isBook(account)) throw new AppError("unsupported", NOT_READ);
  if (isPaused) throw new AppError("conflict", "The account is paused. Resume it to read it.");
  const outcome = await feeds.syncNow(found);
  if (outcome?.failure) throw new AppError(outcome.failure.code, outcome.failure.message);
  return null;
}

const NOT_READ = "A book is not read: import a newer reading of it, or edit it.";

function findAccount({ accounts }: Services, id: string): ConfiguredAccount {
  const account = accounts.find(accountId(id));
  if (account === null) throw new AppError("not_found", "There is no such account.");
  return account;
}

import { accountId } from "#shared/domain/ids.ts";
import { gainedPowers, type KeyRights } from "#shared/domain/key-rights.ts";
import type { AccountsView, AccountView } from "#shared/views/accounts.ts";
import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { type ConfiguredAccount, isBook } from "../store/account-store.ts";
import { hasKey } from "../sync/key-check.ts";
import { addAccount, keysRefusedBecause } from "./add-account.ts";
import { pauseAccount, removeAccount, renameAccount } from "./change-account.ts";
import { findReadable } from "./find-assessment.ts";
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
    "accounts.sync": (input) =>
      input.accountId === null ? syncAll(services) : syncNow(services, input.accountId),
    "accounts.checkKey": (input) => checkKey(services, findAccount(services, input.accountId)),
  };
}

function listAccounts(services: Services): AccountsView {
  return {
    accounts: services.accounts.list().map((account) => toAccountView(services, account)),
    keysRefusedBecause: keysRefusedBecause(services.ports),
  };
}

function toAccountView(services: Services, account: ConfiguredAccount): AccountView {
  const { feeds } = services;
  const { documentId, firstKeyRights, ...shown } = account;
  const { accountId: id } = account;
  return {
    ...shown,
    isBook: documentId !== null,
    gainedPowers: gainedPowers(firstKeyRights, account.keyRights),
    feed: feeds.view(id),
    connection: feeds.connection(id),
    gaps: findReadable(services, account)?.gaps ?? [],
  };
}

/** How each went is in its feed. */
async function syncAll({ feeds }: Services): Promise<null> {
  await feeds.syncAll();
  return null;
}

async function syncNow(services: Services, id: string): Promise<null> {
  const account = findAccount(services, id);
  refuseUnread(account);
  const outcome = await services.feeds.syncNow(account.accountId);
  if (outcome?.failure) throw new AppError(outcome.failure.code, outcome.failure.message);
  return null;
}

async function checkKey({ feeds }: Services, account: ConfiguredAccount): Promise<KeyRights> {
  if (!hasKey(account)) throw new AppError("unsupported", "This account has no key.");
  refuseUnread(account);
  const rights = await feeds.checkKey(account.accountId);
  return rights ?? { isKnown: false, reason: "The account is not being read." };
}

function refuseUnread(account: ConfiguredAccount): void {
  if (isBook(account)) throw new AppError("unsupported", NOT_READ);
  if (account.isPaused)
    throw new AppError("conflict", "The account is paused. Resume it to read it.");
}

const NOT_READ = "A book is not read: import a newer reading of it, or edit it.";

function findAccount({ accounts }: Services, id: string): ConfiguredAccount {
  const account = accounts.find(accountId(id));
  if (account === null) throw new AppError("not_found", "There is no such account.");
  return account;
}

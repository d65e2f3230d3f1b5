import { accountId } from "#shared/domain/ids.ts";
import type { AccountsView, AccountView } from "#shared/views/accounts.ts";
import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import type { Account } from "../store/account-store.ts";
import { addAccount, keysRefusedBecause } from "./add-account.ts";
import type { Services } from "./services.ts";

type AccountChannel = "accounts.list" | "accounts.add" | "accounts.remove" | "accounts.sync";

export function createAccountHandlers(services: Services): Pick<Handlers, AccountChannel> {
  return {
    "accounts.list": () => listAccounts(services),
    "accounts.add": (input) => addAccount(services, input),
    "accounts.remove": (input) => removeAccount(services, input.accountId),
    "accounts.sync": (input) => syncNow(services, input.accountId),
  };
}

function listAccounts(services: Services): AccountsView {
  return {
    accounts: services.accounts.list().map((account) => toAccountView(services, account)),
    keysRefusedBecause: keysRefusedBecause(services.ports),
  };
}

function toAccountView({ snapshots, feeds }: Services, account: Account): AccountView {
  const { accountId: id } = account;
  return { ...account, snapshotCount: snapshots.count(id), feed: feeds.view(id) };
}

/** Hides the account and forgets its key. The key goes first: what can't be undone must not be half done. */
async function removeAccount(services: Services, id: string): Promise<null> {
  const { accounts, feeds, demo, events, ports } = services;
  const account = findAccount(services, id);
  if (account.isDemo) {
    await demo.leave();
    return null;
  }
  await ports.vault.remove(account.accountId);
  await feeds.close(account.accountId);
  accounts.appendRemoval(account.accountId, ports.now());
  events.announce("accounts.changed");
  return null;
}

/** `null`: all of them; how each went is in its feed. */
async function syncNow(services: Services, id: string | null): Promise<null> {
  const { accounts, feeds } = services;
  if (id === null) {
    await Promise.all(accounts.list().flatMap((account) => feeds.syncNow(account.accountId) ?? []));
    return null;
  }
  const outcome = await feeds.syncNow(findAccount(services, id).accountId);
  if (outcome?.failure) throw new AppError(outcome.failure.code, outcome.failure.message);
  return null;
}

function findAccount({ accounts }: Services, id: string): Account {
  const account = accounts.find(accountId(id));
  if (account === null) throw new AppError("not_found", "There is no such account.");
  return account;
}

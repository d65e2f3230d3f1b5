import { randomUUID } from "node:crypto";
import type { Input, Output } from "#shared/contract/contract.ts";
import { accountId } from "#shared/domain/ids.ts";
import { accepts } from "#shared/domain/insistence.ts";
import type { KeyRights } from "#shared/domain/key-rights.ts";
import { VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import type { Credential } from "../exchange/exchange-client.ts";
import { AppError, KeyTooPowerful } from "../ipc/app-error.ts";
import type { AppPorts } from "../ports.ts";
import type { Account, AccountChange } from "../store/account-store.ts";
import { addressCredential, toConnection } from "../sync/connect-account.ts";
import { openFeed } from "./open-feed.ts";
import type { Services } from "./services.ts";

type AddInput = Input<"accounts.add">;

/** Why no key may be taken here; `null` when it may. A loopback replay takes no real key. */
export function keysRefusedBecause(
  ports: Pick<AppPorts, "replayUrl" | "keysRefusedBecause" | "vault">,
): string | null {
  const byRuntime = ports.replayUrl === null ? ports.keysRefusedBecause : null;
  return byRuntime ?? ports.vault.refusedBecause();
}

/**
 * Adds an account of a venue. What was given is tried by one reading, and a key's rights are looked
 * at, before anything is kept; the key goes to the vault only. What fails on the way leaves nothing
 * behind. An account that is read by its address has nothing to keep secret, so it needs neither a
 * key store nor a runtime that is fit for keys.
 */
export async function addAccount(
  services: Services,
  input: AddInput,
): Promise<Output<"accounts.add">> {
  refuse(services, input);
  const account: Account = {
    accountId: accountId(randomUUID()),
    label: input.label,
    venue: input.venue,
    marginModel: input.marginModel,
    isDemo: false,
    createdAt: services.ports.now(),
  };
  const keyRights = await tryOut(services.ports, account, input);
  if (keyRights !== null) refuseRights(keyRights, input);
  await keep(services, account, input, keyRights);
  return { accountId: account.accountId };
}

function refuse({ ports, accounts }: Services, input: AddInput): void {
  const reason = "apiKey" in input ? keysRefusedBecause(ports) : null;
  if (reason !== null) throw new AppError("unsupported", reason);
  refuseTakenLabel(accounts.list(), input.label);
}

/** Names are how the trader tells accounts apart: each once. */
export function refuseTakenLabel(accounts: readonly Account[], label: string): void {
  if (accounts.some((account) => !account.isDemo && account.label === label)) {
    throw new AppError("conflict", "Another account has this name already.");
  }
}

/** One reading and a look at the key's rights, `null` where there is no key. */
async function tryOut(
  ports: AppPorts,
  account: Account,
  input: AddInput,
): Promise<KeyRights | null> {
  const connection = toConnection(account, ports.replayUrl);
  const client = ports.connectExchange(connection, toCredential(input), ports.now);
  try {
    await client.fetchAccount();
    return "apiKey" in input ? await client.fetchKeyRights() : null;
  } finally {
    await client.close();
  }
}

function toCredential(input: AddInput): Credential {
  if ("walletAddress" in input) return addressCredential(input.walletAddress);
  const { apiKey, secret } = input;
  return "passphrase" in input
    ? { apiKey, secret, passphrase: input.passphrase }
    : { apiKey, secret };
}

/** Refuses a key that can do more than read, or may, unless the trader has accepted just that. */
function refuseRights(rights: KeyRights, { insists, venue }: AddInput): void {
  if (insists !== undefined && accepts(insists, rights)) return;
  if (rights.isKnown && rights.powers.length > 0) throw new KeyTooPowerful(rights.powers);
  // Where a venue never says, to ask for the sentence would only teach to type it.
  if (!rights.isKnown && VENUE_CATALOG[venue].tellsKeyRights)
    throw new AppError("key_rights_unread", rights.reason);
}

async function keep(
  services: Services,
  account: Account,
  input: AddInput,
  keyRights: KeyRights | null,
): Promise<void> {
  const { ports, accounts, demo, events } = services;
  const { accountId: id } = account;
  const walletAddress = "walletAddress" in input ? input.walletAddress : null;
  const known: AccountChange[] = [
    ...(keyRights === null ? [] : [{ keyRights }]),
    ...(walletAddress === null ? [] : [{ walletAddress }]),
  ];
  if (walletAddress === null) await ports.vault.store(id, toCredential(input));
  try {
    // Trying it out takes seconds, in which another may have come by this name.
    refuseTakenLabel(accounts.list(), account.label);
    accounts.append(account, known);
  } catch (error) {
    await ports.vault.remove(id);
    throw error;
  }
  await demo.giveWay();
  await openFeed(services, id);
  events.announce("accounts.changed");
}

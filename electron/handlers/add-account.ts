import { randomUUID } from "node:crypto";
import type { Input, Output } from "#shared/contract/contract.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { Credential } from "../exchange/exchange-client.ts";
import { AppError } from "../ipc/app-error.ts";
import type { AppPorts } from "../ports.ts";
import type { Account } from "../store/account-store.ts";
import { connectAccount, toConnection } from "../sync/connect-account.ts";
import type { Services } from "./services.ts";

type AddInput = Input<"accounts.add">;

const MARGIN_MODEL: Readonly<Record<AddInput["venue"], MarginModelId>> = {
  binanceusdm: "binance-usdm",
};

/** Why no key may be taken here; `null` when it may. A loopback replay takes no real key. */
export function keysRefusedBecause(
  ports: Pick<AppPorts, "replayUrl" | "keysRefusedBecause" | "vault">,
): string | null {
  const byRuntime = ports.replayUrl === null ? ports.keysRefusedBecause : null;
  return byRuntime ?? ports.vault.refusedBecause();
}

/**
 * Adds an account of a venue. The key is tried by one reading before anything is kept; it goes to
 * the vault only. What fails on the way leaves nothing behind.
 */
export async function addAccount(
  services: Services,
  { venue, label, apiKey, secret }: AddInput,
): Promise<Output<"accounts.add">> {
  refuse(services, label);
  const account: Account = {
    accountId: accountId(randomUUID()),
    label,
    venue,
    marginModel: MARGIN_MODEL[venue],
    isDemo: false,
    createdAt: services.ports.now(),
  };
  await readOnce(services.ports, account, { apiKey, secret });
  await keep(services, account, { apiKey, secret });
  return { accountId: account.accountId };
}

function refuse({ ports, accounts }: Services, label: string): void {
  const reason = keysRefusedBecause(ports);
  if (reason !== null) throw new AppError("unsupported", reason);
  if (accounts.list().some((account) => !account.isDemo && account.label === label)) {
    throw new AppError("conflict", "Another account has this name already.");
  }
}

async function readOnce(ports: AppPorts, account: Account, credential: Credential): Promise<void> {
  const client = ports.connectExchange(
    toConnection(account, ports.replayUrl),
    credential,
    ports.now,
  );
  try {
    await client.fetchAccount();
  } finally {
    await client.close();
  }
}

async function keep(
  { ports, accounts, demo, feeds, events }: Services,
  account: Account,
  credential: Credential,
): Promise<void> {
  await ports.vault.store(account.accountId, credential);
  try {
    accounts.append(account);
  } catch (error) {
    await ports.vault.remove(account.accountId);
    throw error;
  }
  await demo.giveWay();
  feeds.open(account, connectAccount(ports, account, ports.replayUrl));
  events.announce("accounts.changed");
}

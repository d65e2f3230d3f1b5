import type { AccountId } from "#shared/domain/ids.ts";
import {
  type Connection,
  type Credential,
  type VenueClient,
  VenueError,
} from "../exchange/exchange-client.ts";
import { AppError } from "../ipc/app-error.ts";
import type { AppPorts } from "../ports.ts";
import type { Account, ConfiguredAccount } from "../store/account-store.ts";

type ConnectPorts = Pick<AppPorts, "connectExchange" | "now"> & {
  /** `null` where only accounts without a key are connected. */
  readonly vault: AppPorts["vault"] | null;
};

export function toConnection(account: Account, proxyUrl: string | null): Connection {
  const { accountId, label, venue, marginModel } = account;
  return { accountId, label, venue, marginModel, proxyUrl };
}

/**
 * A client of a stored account. The key is taken from the vault at the first reading, so that a
 * vault that is locked at start is no failure of the account once it has been unlocked.
 */
export function connectAccount(
  { connectExchange, vault, now }: ConnectPorts,
  account: Account & Pick<ConfiguredAccount, "walletAddress">,
  proxyUrl: string | null,
): VenueClient {
  let client: VenueClient | null = null;
  let isClosed = false;
  const connect = async (): Promise<VenueClient> => {
    const { walletAddress, accountId } = account;
    const credential =
      walletAddress === null
        ? await findCredential(vault, accountId)
        : addressCredential(walletAddress);
    // Closed while the vault was read: nobody would close what is opened now.
    if (isClosed) throw new VenueError("venue_unavailable", "The connection is closed.");
    client ??= connectExchange(toConnection(account, proxyUrl), credential, now);
    return client;
  };
  return {
    fetchAccount: async () => (client ?? (await connect())).fetchAccount(),
    fetchKeyRights: async () => (client ?? (await connect())).fetchKeyRights(),
    report: () => client?.report() ?? null,
    wake: () => client?.wake(),
    close: async () => {
      isClosed = true;
      await client?.close();
    },
  };
}

/** What an account is read with that has no key: nothing of it is secret. */
export function addressCredential(walletAddress: string): Credential {
  return { apiKey: "", secret: "", walletAddress };
}

async function findCredential(vault: ConnectPorts["vault"], accountId: AccountId) {
  const credential = await vault?.find(accountId).catch((error: unknown) => {
    // The disk's fault is not the key's, and has its own way out.
    if (error instanceof AppError && error.code === "storage_failed") throw error;
    throw new VenueError("credentials_rejected", "The key store could not be opened.", {
      cause: error,
    });
  });
  if (credential) return credential;
  throw new VenueError(
    "credentials_rejected",
    "The key of this account is not in the key store. Remove the account and add it again.",
  );
}

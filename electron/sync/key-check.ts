import type { AccountId } from "#shared/domain/ids.ts";
import { gainedPowers, type KeyRights, powersInWords } from "#shared/domain/key-rights.ts";
import type { VenueClient } from "../exchange/exchange-client.ts";
import { causeOf } from "../ipc/cause-of.ts";
import type { Log } from "../ports.ts";
import type { AccountStore, ConfiguredAccount } from "../store/account-store.ts";
import type { Events } from "./events.ts";

/** A key's rights are changed by hand at the venue: seldom, and not to be missed for long. */
const READ_AGAIN_MS = 24 * 3_600_000;
/** A venue that did not say what a key may do is asked again, but not at every reading. */
const ASK_AGAIN_MS = 3_600_000;

type KeyCheckOptions = {
  readonly accounts: Pick<AccountStore, "find" | "appendChange">;
  readonly now: () => number;
  readonly events: Events;
  readonly log: Log;
};

export type KeyCheck = {
  /** Reads the key's rights when those known are a day old, or none are. Never rejects. */
  readonly readIfDue: (accountId: AccountId, client: VenueClient) => Promise<void>;
  /** Reads them now. Rejects with a VenueError when the venue can't be asked. */
  readonly read: (accountId: AccountId, client: VenueClient) => Promise<KeyRights>;
};

/** Keeps what is known of each key's rights true; what was known before stays in the store. */
export function createKeyCheck({ accounts, now, events, log }: KeyCheckOptions): KeyCheck {
  const askedAt = new Map<AccountId, number>();

  const read = async (accountId: AccountId, client: VenueClient): Promise<KeyRights> => {
    askedAt.set(accountId, now());
    const rights = await client.fetchKeyRights();
    const account = accounts.find(accountId);
    // What could not be read this time takes away nothing that was.
    if (account === null || (!rights.isKnown && account.keyRights !== null)) return rights;
    accounts.appendChange(accountId, now(), { keyRights: rights });
    warnOfGain(account, rights, log);
    events.announce("accounts.changed");
    return rights;
  };

  const isDue = (account: ConfiguredAccount): boolean => {
    const { keyRights, keyRightsReadAt } = account;
    const readAgoMs = now() - (keyRightsReadAt ?? -Infinity);
    const lastMs = keyRights?.isKnown === true ? READ_AGAIN_MS : ASK_AGAIN_MS;
    const askedAgoMs = now() - (askedAt.get(account.accountId) ?? -Infinity);
    return Math.abs(readAgoMs) >= lastMs && Math.abs(askedAgoMs) >= ASK_AGAIN_MS;
  };

  return {
    read,
    readIfDue: async (accountId, client) => {
      try {
        const account = accounts.find(accountId);
        if (account !== null && hasKey(account) && isDue(account)) await read(accountId, client);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const fields = { account: accountId, reason, ...causeOf(error) };
        log.warn("the rights of a key were not read", fields);
      }
    },
  };
}

/** An account that is read with a key of its trader's. */
export function hasKey({ isDemo, walletAddress, documentId }: ConfiguredAccount): boolean {
  return !isDemo && walletAddress === null && documentId === null;
}

function warnOfGain(account: ConfiguredAccount, rights: KeyRights, log: Log): void {
  const gained = gainedPowers(account.keyRights, rights);
  if (gained.length === 0) return;
  log.warn("a key can do more than was known", {
    account: account.accountId,
    powers: powersInWords(gained),
  });
}

import type { AccountId } from "#shared/domain/ids.ts";

/**
 * Time between the first requests of two accounts that share a limit: what the heaviest reading
 * uses of it (Binance USD-M, 75 of 2,400 weight a minute), so that many started at once stay within it.
 */
const START_GAP_MS = 2_000;
/** A place further ahead was given before the clock was set back. */
const LONGEST_QUEUE_MS = 15 * 60_000;

export type Queues = {
  /** When the account may start: a gap behind every other one of its group. */
  readonly place: (accountId: AccountId, group: string) => number;
  readonly leave: (accountId: AccountId) => void;
};

export function createQueues(now: () => number): Queues {
  const places = new Map<AccountId, { readonly group: string; readonly at: number }>();
  return {
    place: (accountId, group) => {
      const others = [...places].filter(([id, each]) => id !== accountId && each.group === group);
      const taken = others.map(([, { at }]) => at).filter((at) => at - now() < LONGEST_QUEUE_MS);
      const at = Math.max(now(), ...taken.map((other) => other + START_GAP_MS));
      places.set(accountId, { group, at });
      return at;
    },
    leave: (accountId) => void places.delete(accountId),
  };
}

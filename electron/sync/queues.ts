import type { AccountId } from "#shared/domain/ids.ts";

/** A place further ahead was given before the clock was set back. */
const LONGEST_QUEUE_MS = 15 * 60_000;

type Start = { readonly group: string; readonly startGapMs: number };

export type Queues = {
  /**
   * When the account may start: a gap behind every other one of its group, so that many started at
   * once stay within the limit they share.
   */
  readonly place: (accountId: AccountId, start: Start) => number;
  readonly leave: (accountId: AccountId) => void;
};

export function createQueues(now: () => number): Queues {
  const places = new Map<AccountId, { readonly group: string; readonly at: number }>();
  return {
    place: (accountId, { group, startGapMs }) => {
      const others = [...places].filter(([id, each]) => id !== accountId && each.group === group);
      const taken = others.map(([, { at }]) => at).filter((at) => at - now() < LONGEST_QUEUE_MS);
      const at = Math.max(now(), ...taken.map((other) => other + startGapMs));
      places.set(accountId, { group, at });
      return at;
    },
    leave: (accountId) => void places.delete(accountId),
  };
}

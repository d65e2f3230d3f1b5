import type { AccountId } from "#shared/domain/ids.ts";

type Place = { readonly group: string; readonly givenAt: number; readonly at: number };

type Start = { readonly group: string; readonly startGapMs: number };

export type Queues = {
  /**
   * When the account may start: a gap behind every other one of its group, so that many started at
   * once stay within the limit they share. One that has a place still to come keeps it.
   */
  readonly place: (accountId: AccountId, start: Start) => number;
  readonly leave: (accountId: AccountId) => void;
};

export function createQueues(now: () => number): Queues {
  const places = new Map<AccountId, Place>();
  return {
    place: (accountId, { group, startGapMs }) => {
      const givenAt = now();
      // What was given later than now was given before the clock was set back.
      const given = [...places].filter(
        ([, each]) => each.group === group && each.givenAt <= givenAt,
      );
      const own = given.find(([id, { at }]) => id === accountId && at >= givenAt);
      if (own !== undefined) return own[1].at;
      const others = given.filter(([id]) => id !== accountId);
      const at = Math.max(givenAt, ...others.map(([, other]) => other.at + startGapMs));
      places.set(accountId, { group, givenAt, at });
      return at;
    },
    leave: (accountId) => void places.delete(accountId),
  };
}

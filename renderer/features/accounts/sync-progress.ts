import type { AccountView } from "#shared/views/accounts.ts";

type Synced = Pick<AccountView, "isBook" | "isPaused" | "feed">;

/**
 * How far a reading of all accounts that was asked for at a time has come: those that share a venue's
 * limit are read one after the other. Books and paused accounts are not read.
 */
export function syncProgress(accounts: readonly Synced[], askedAt: number) {
  const read = accounts.filter(({ isBook, isPaused }) => !isBook && !isPaused);
  const done = read.filter(
    ({ feed: { readAt, failure } }) => Math.max(readAt ?? 0, failure?.at ?? 0) >= askedAt,
  );
  return { done: done.length, all: read.length };
}

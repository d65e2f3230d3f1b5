import type { DangerLevel, FeedState } from "#shared/views/overview.ts";
import { shownLevel, worstLevel } from "../ui/danger.ts";

type Leveled = { readonly accountId: string; readonly level: DangerLevel };

type Book = {
  readonly accounts: readonly (Leveled & { readonly feed: { readonly state: FeedState } })[];
  readonly positions: readonly Leveled[];
};

/**
 * The one level of the whole book: the worst of its accounts' ratios and its contracts' distances.
 * A paused account warns of nothing, as its trader wished; its rows say that it is paused.
 */
export function bookLevel({ accounts, positions }: Book): DangerLevel | null {
  const feeds = new Map(accounts.map(({ accountId, feed }) => [accountId, feed.state]));
  const levels = [...accounts, ...positions]
    .filter(({ accountId }) => feeds.get(accountId) !== "paused")
    .map(({ level, accountId }) => shownLevel(level, feeds.get(accountId)));
  return worstLevel(levels);
}

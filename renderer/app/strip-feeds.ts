import type { AccountOverviewView, FeedState } from "#shared/views/overview.ts";

/** More accounts than this and the strip has no room for all: it then says how many there are. */
const COUNTED_FROM = 5;

const URGENCY: readonly FeedState[] = [
  "blind",
  "offline",
  "delayed",
  "starting",
  "live",
  "paused",
  "kept",
];

/** Accounts in the order of the strip: what is not read as promised comes first and is never cut off. */
export function orderFeeds(
  accounts: readonly AccountOverviewView[],
): readonly AccountOverviewView[] {
  const urgencyOf = ({ feed }: AccountOverviewView) => URGENCY.indexOf(feed.state);
  return accounts.toSorted((one, other) => urgencyOf(one) - urgencyOf(other));
}

/** `12 accounts, 2 not live, 1 paused, 1 book`; `null` while all of them fit. */
export function countFeeds(accounts: readonly AccountOverviewView[]): string | null {
  if (accounts.length < COUNTED_FROM) return null;
  const having = (state: FeedState) => accounts.filter(({ feed }) => feed.state === state).length;
  const [paused, books] = [having("paused"), having("kept")];
  const read = accounts.filter(({ feed }) => feed.state !== "kept" && feed.state !== "paused");
  const notLive = read.filter(({ feed }) => feed.state !== "live").length;
  return [
    ...(read.length === 0 ? [] : [read.length === 1 ? "1 account" : `${read.length} accounts`]),
    ...(read.length === 0 ? [] : [notLive === 0 ? "all live" : `${notLive} not live`]),
    ...(paused === 0 ? [] : [`${paused} paused`]),
    ...(books === 0 ? [] : [books === 1 ? "1 book" : `${books} books`]),
  ].join(", ");
}

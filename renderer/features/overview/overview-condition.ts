import type { AccountOverviewView, FeedState, OverviewView } from "#shared/views/overview.ts";
import { formatAsOf, formatStamp } from "../../format/time.ts";
import { FEED_WORDS, isStale } from "../../ui/feed-words.ts";

/** How far the overview as a whole can be trusted. */
export type OverviewCondition =
  | { readonly kind: "empty" }
  | { readonly kind: "waiting" }
  | { readonly kind: "offline"; readonly title: string; readonly sentence: string }
  | { readonly kind: "partial"; readonly title: string; readonly sentence: string }
  | { readonly kind: "complete" };

/**
 * The feed state a figure over all accounts carries. One account that is not read as promised makes
 * the sum late; only when none can be judged by is the sum blind. Books leave it as it is; one that
 * is paused makes it old on purpose.
 */
export function bookFeedOf(accounts: readonly AccountOverviewView[]): FeedState {
  const states = accounts.map(({ feed }) => feed.state).filter((state) => state !== "starting");
  const read = states.filter((state) => state !== "kept");
  if (read.length < states.length && read.length === 0) return "kept";
  const [first = "starting", ...others] = new Set(read);
  if (others.length === 0) return first;
  const isPausedOnly = read.every((state) => state === "live" || state === "paused");
  return isPausedOnly ? "paused" : "delayed";
}

/** What is said beside a figure over all accounts: how they are read, and of when the oldest book is. */
export function bookRemark(accounts: readonly AccountOverviewView[], now: number): string | null {
  const state = bookFeedOf(accounts);
  const books = accounts.flatMap(({ feed }) => (feed.state === "kept" ? (feed.readAt ?? []) : []));
  const word = state === "live" || state === "kept" ? null : FEED_WORDS[state];
  if (books.length === 0) return word;
  const asOf = formatAsOf(Math.min(...books), now);
  if (state === "kept") return asOf;
  const counted = `${count(books.length, "book", "books")} ${asOf}`;
  return word === null ? counted : `${word}, ${counted}`;
}

export function conditionOf(view: OverviewView): OverviewCondition {
  if (view.accounts.length === 0) return { kind: "empty" };
  const read = view.accounts.filter(({ feed }) => feed.readAt !== null);
  if (read.length === 0) return { kind: "waiting" };
  const followed = view.accounts.filter(
    ({ feed }) => feed.state !== "kept" && feed.state !== "paused",
  );
  const isUnread = ({ feed }: AccountOverviewView) =>
    feed.state === "offline" || feed.state === "blind";
  if (followed.length > 0 && followed.every(isUnread))
    return offline(read.filter((account) => followed.includes(account)));
  return partial(view);
}

function offline(read: readonly AccountOverviewView[]): OverviewCondition {
  const newest = Math.max(...read.map(({ feed }) => feed.readAt ?? 0));
  const stored =
    read.length === 0
      ? "None was read yet."
      : `Figures are from ${formatStamp(newest)} and stored.`;
  return {
    kind: "offline",
    title: "No venue is being read",
    sentence: `${stored} Risk is not followed until a reading succeeds: look at the venue itself.`,
  };
}

function partial(view: OverviewView): OverviewCondition {
  const gaps = new Set(view.accounts.flatMap((account) => account.gaps.map((gap) => gap.message)));
  const paused = view.accounts.filter(({ feed }) => feed.state === "paused");
  const late = view.accounts.filter(({ feed }) => isStale(feed) && feed.state !== "paused");
  const unread = view.accounts.filter(({ feed }) => feed.readAt === null);
  const sentences = [
    gaps.size > 0 &&
      `${count(gaps.size, "input is", "inputs are")} missing; figures that need ${gaps.size === 1 ? "it" : "them"} are marked and never look better for it.`,
    late.length > 0 &&
      `${namesOf(late)} ${late.length === 1 ? "is" : "are"} not being read as promised.`,
    ...paused.map(pausedSentence),
    unread.length > 0 &&
      `${namesOf(unread)} ${unread.length === 1 ? "has" : "have"} no reading yet.`,
  ].filter((sentence) => sentence !== false);
  if (sentences.length === 0) return { kind: "complete" };
  return { kind: "partial", title: "Some figures are incomplete", sentence: sentences.join(" ") };
}

function pausedSentence({ label, feed }: AccountOverviewView): string {
  return `${label} is paused since ${formatStamp(feed.pausedAt)}; its figures are from before and in every sum.`;
}

function namesOf(accounts: readonly AccountOverviewView[]): string {
  return accounts.map(({ label }) => label).join(", ");
}

function count(many: number, one: string, several: string): string {
  return `${many} ${many === 1 ? one : several}`;
}

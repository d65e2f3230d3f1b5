import type { FeedState, FeedView } from "#shared/views/overview.ts";
import { formatAge, formatAsOf, formatStamp } from "../format/time.ts";

export const FEED_WORDS: Readonly<Record<FeedState, string>> = {
  starting: "starting",
  live: "live",
  delayed: "delayed",
  offline: "offline",
  blind: "blind",
  kept: "kept",
  paused: "paused",
};

const SENTENCES: Readonly<Record<FeedState, string>> = {
  starting: "No reading yet.",
  live: "Read as promised.",
  delayed: "Readings are late or failing; figures may have moved.",
  offline: "Nothing is being read; figures are from the last reading.",
  blind: "The last reading is too old to judge by.",
  paused: "Not read until you resume it; figures are from the last reading and grow old.",
  kept: "A book, kept by you: as you stated it, not read from a venue and not followed.",
};

/** Age of the newest reading, `—` before the first; of a book the time it is of. */
export function feedAge(feed: FeedView, now: number): string {
  if (feed.readAt === null) return "—";
  return feed.state === "kept" ? formatAsOf(feed.readAt, now) : formatAge(now - feed.readAt);
}

/** A book promises nothing but the time it is of, which is said beside its figures. */
const AS_PROMISED: ReadonlySet<FeedState> = new Set(["live", "starting", "kept"]);

/** Whether figures of this feed carry the mark of staleness. */
export function isStale(feed: FeedView): boolean {
  return !AS_PROMISED.has(feed.state);
}

/** What is said beside a figure of this feed: nothing while it is live, of a book the time it is of. */
export function feedRemark(feed: FeedView, now: number): string | null {
  if (feed.state === "live") return null;
  return feed.state === "kept" ? feedAge(feed, now) : FEED_WORDS[feed.state];
}

/** What a feed's tooltip says: state, since when, and the last failure. */
export function feedSentences(feed: FeedView): string[] {
  const sentences = [SENTENCES[feed.state]];
  if (feed.pausedAt !== null) sentences.push(`Paused since ${formatStamp(feed.pausedAt)}.`);
  if (feed.readAt !== null)
    sentences.push(
      `${feed.state === "kept" ? "As of" : "Last reading"} ${formatStamp(feed.readAt)}.`,
    );
  if (feed.failure) sentences.push(feed.failure.message);
  return sentences;
}

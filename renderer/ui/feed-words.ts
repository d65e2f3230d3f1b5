import type { FeedState, FeedView } from "#shared/views/overview.ts";
import { formatAge, formatStamp } from "../format/time.ts";

export const FEED_WORDS: Readonly<Record<FeedState, string>> = {
  starting: "starting",
  live: "live",
  delayed: "delayed",
  offline: "offline",
  blind: "blind",
};

const SENTENCES: Readonly<Record<FeedState, string>> = {
  starting: "No reading yet.",
  live: "Read as promised.",
  delayed: "Readings are late or failing; figures may have moved.",
  offline: "Nothing is being read; figures are from the last reading.",
  blind: "The last reading is too old to judge by.",
};

/** Age of the newest reading, `—` before the first. */
export function feedAge(feed: FeedView, now: number): string {
  return feed.readAt === null ? "—" : formatAge(now - feed.readAt);
}

/** Whether figures of this feed carry the mark of staleness. */
export function isStale(feed: FeedView): boolean {
  return feed.state !== "live" && feed.state !== "starting";
}

/** What a feed's tooltip says: state, since when, and the last failure. */
export function feedSentences(feed: FeedView): string[] {
  const sentences = [SENTENCES[feed.state]];
  if (feed.readAt !== null) sentences.push(`Last reading ${formatStamp(feed.readAt)}.`);
  if (feed.failure) sentences.push(feed.failure.message);
  return sentences;
}

import type { FeedState } from "#shared/views/overview.ts";
import type { AlertReading } from "../alert.ts";
import { durationText } from "../words.ts";

const DATA_AGE = "data-age";

/** A feed that fails this long is told: a dropped connection or a restart of the venue is over by then. */
export const UNREAD_AFTER_MS = 2 * 60_000;

/** Failures that don't pass by themselves. */
const PERSON_NEEDED: ReadonlySet<string> = new Set(["credentials_rejected", "unsupported"]);

export type FeedReading = {
  readonly label: string;
  readonly state: FeedState;
  readonly readAt: number | null;
  /** The newest attempt's failure and when the row of failures began; `null` when it went well. */
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly since: number;
  } | null;
};

/** Whether the account can be judged at all. Missing data clears no other alert, so it raises its own. */
export function readDataAge(feed: FeedReading, now: number): AlertReading {
  const unreadMs = now - Math.min(feed.readAt ?? now, feed.failure?.since ?? now);
  return {
    rule: DATA_AGE,
    subject: "feed",
    level: feed.state === "starting" ? null : isUnread(feed, unreadMs) ? "warn" : "safe",
    fallLevel: feed.state === "starting" ? null : feed.state === "live" ? "safe" : "warn",
    title: isUnread(feed, unreadMs)
      ? `${feed.label}: ${isUnstored(feed) ? "nothing stored" : "no reading"} for ${durationText(unreadMs)}`
      : `${feed.label}: read again`,
    body: bodyOf(feed),
  };
}

function isUnread({ state, failure }: FeedReading, unreadMs: number): boolean {
  if (state === "live" || state === "starting") return false;
  if (failure !== null && PERSON_NEEDED.has(failure.code)) return true;
  return state === "blind" || unreadMs >= UNREAD_AFTER_MS;
}

/** The account is read and judged, and only the disk refuses what is read. */
function isUnstored({ failure }: FeedReading): boolean {
  return failure?.code === "storage_failed";
}

function bodyOf(feed: FeedReading): string {
  const { failure, readAt, state } = feed;
  if (state === "live") return "Figures and alerts follow the account again.";
  if (isUnstored(feed))
    return `${failure?.message} The figures shown are old; alarms are raised by what is read all the same.`;
  const since = readAt === null ? "It was never read." : "Its figures are old.";
  const unseen = "What happens meanwhile is not seen: look at the venue itself.";
  return [failure?.message, since, unseen].filter((part) => part !== undefined).join(" ");
}

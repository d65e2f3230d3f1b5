import { type ErrorCode, needsPerson } from "#shared/contract/reply.ts";
import type { FeedState } from "#shared/views/overview.ts";
import type { AlertReading } from "../alert.ts";
import { durationText } from "../words.ts";

const DATA_AGE = "data-age";

/** A feed that fails this long is told: a dropped connection or a restart of the venue is over by then. */
export const UNREAD_AFTER_MS = 2 * 60_000;

/** At a slow pace one failed reading is nothing yet: so many of its intervals have to pass. */
const UNREAD_INTERVALS = 3;

export type FeedReading = {
  readonly label: string;
  readonly state: FeedState;
  readonly readAt: number | null;
  /** When the first attempt ended since the account was opened or the computer woke: nobody read before. */
  readonly triedAt: number;
  /** How often the account is promised to be read. */
  readonly paceMs: number;
  /** The newest attempt's failure and when the row of failures began; `null` when it went well. */
  readonly failure: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly since: number;
    /** Set where the account was read and judged, and only not stored. */
    readonly isJudged?: true;
  } | null;
};

/** Whether the account can be judged at all. Missing data clears no other alert, so it raises its own. */
export function readDataAge(feed: FeedReading, now: number): AlertReading {
  const since = unreadSince(feed, now);
  const unreadFor = durationText(now - since);
  const isTold = isUnread(feed, now - Math.max(since, feed.triedAt));
  return {
    rule: DATA_AGE,
    subject: "feed",
    level: feed.state === "starting" ? null : isTold ? "warn" : "safe",
    fallLevel: feed.state === "starting" ? null : feed.state === "live" ? "safe" : "warn",
    title: isTold
      ? `${feed.label}: ${isUnstored(feed) ? "nothing stored" : "no reading"} for ${unreadFor}`
      : `${feed.label}: read again`,
    body: bodyOf(feed),
  };
}

/** A time that lies ahead was noted before the clock was set back, and tells nothing. */
function unreadSince({ readAt, failure, triedAt }: FeedReading, now: number): number {
  const known = [readAt ?? Infinity, failure?.since ?? Infinity].filter((at) => at <= now);
  return known.length === 0 ? triedAt : Math.min(...known);
}

/** What failed before the computer slept says nothing of the network it woke in. */
function isUnread({ state, failure, paceMs }: FeedReading, triedForMs: number): boolean {
  if (state === "live" || state === "starting") return false;
  if (failure !== null && needsPerson(failure.code)) return true;
  return triedForMs >= Math.max(UNREAD_AFTER_MS, UNREAD_INTERVALS * paceMs);
}

/** Only the disk refuses what is read. */
function isUnstored({ failure }: FeedReading): boolean {
  return failure?.isJudged === true;
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

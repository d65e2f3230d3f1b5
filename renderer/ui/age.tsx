import type { FeedView } from "#shared/views/overview.ts";
import { FEED_WORDS, feedAge, feedSentences, isStale } from "./feed-words.ts";
import { GapMark } from "./gap-mark.tsx";
import styles from "./age.module.css";
import { useNow } from "./use-now.ts";

/** How long ago an account was read, ticking. */
export function Age({ feed }: { feed: FeedView }) {
  return <span className={styles["age"]}>{feedAge(feed, useNow())}</span>;
}

/** Age of an account's newest reading, with the feed's word when it is not live. */
export function FeedAge({ feed }: { feed: FeedView }) {
  const now = useNow();
  return (
    <span className={styles["age"]} data-state={feed.state}>
      {feed.state !== "live" && <strong>{FEED_WORDS[feed.state]}</strong>}
      <span>{feedAge(feed, now)}</span>
      {isStale(feed) && <GapMark sentences={feedSentences(feed)} />}
    </span>
  );
}

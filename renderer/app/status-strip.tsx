import { Link } from "wouter";
import type { AccountOverviewView, OverviewView } from "#shared/views/overview.ts";
import { formatClock } from "../format/time.ts";
import { LEVEL_WORDS } from "../ui/danger.ts";
import { FEED_WORDS, feedAge, feedSentences } from "../ui/feed-words.ts";
import { FeedGlyph } from "../ui/feed-glyph.tsx";
import { Hint } from "../ui/hint.tsx";
import { LevelGlyph } from "../ui/level.tsx";
import { useNow } from "../ui/use-now.ts";
import { bookLevel } from "./book-level.ts";
import { countFeeds, orderFeeds } from "./strip-feeds.ts";
import styles from "./status-strip.module.css";

/** Always there: how fresh each account is, how bad the worst is, and what runs the app. */
export function StatusStrip({ view }: { view: OverviewView | undefined }) {
  const now = useNow();
  const count = countFeeds(view?.accounts ?? []);
  const level = view ? bookLevel(view) : null;
  return (
    <footer className={styles["strip"]} aria-label="Status">
      {level && (
        <span className={styles["part"]} data-tone={level} data-testid="status-level">
          <LevelGlyph level={level} />
          <strong>{LEVEL_WORDS[level]}</strong>
        </span>
      )}
      <span className={styles["feeds"]}>
        {view?.accounts.length === 0 && "No account is being read."}
        {count !== null && <strong>{count}</strong>}
        {orderFeeds(view?.accounts ?? []).map((account) => (
          <Feed key={account.accountId} account={account} now={now} />
        ))}
      </span>
      {view?.demo.active && <strong className={styles["demo"]}>demo</strong>}
      {view && view.runtime.notice !== null && (
        <Hint sentences={[view.runtime.notice]}>
          <span className={styles["notice"]} data-testid="runtime-notice">
            {view.runtime.notice}
          </span>
        </Hint>
      )}
      <span className={styles["clock"]}>
        {formatClock(now, "utc")} UTC <span>{formatClock(now, "local")} local</span>
      </span>
      {view && <span className={styles["version"]}>Keel {view.runtime.version}</span>}
    </footer>
  );
}

function Feed({ account, now }: { account: AccountOverviewView; now: number }) {
  const { feed, label, accountId } = account;
  return (
    <Hint sentences={[label, ...feedSentences(feed)]}>
      <Link
        href={`/margin/${accountId}`}
        className={styles["feed"]}
        tabIndex={-1}
        data-testid={`feed-${accountId}`}
        data-state={feed.state}
      >
        <FeedGlyph state={feed.state} />
        <span className={styles["label"]}>{label}</span>
        <strong>{FEED_WORDS[feed.state]}</strong>
        <span className={styles["age"]}>{feedAge(feed, now)}</span>
      </Link>
    </Hint>
  );
}

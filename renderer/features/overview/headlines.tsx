import type { ReactNode } from "react";
import type { FeedState, FeedView, OverviewView, PoolView } from "#shared/views/overview.ts";
import { formatPriceLike } from "../../format/price.ts";
import { formatClock, formatStamp } from "../../format/time.ts";
import { shownLevel } from "../../ui/danger.ts";
import { feedRemark } from "../../ui/feed-words.ts";
import { Instrument } from "../../ui/instrument.tsx";
import { Level, LevelGlyph } from "../../ui/level.tsx";
import { Amount, Percent, SignedAmount } from "../../ui/value.tsx";
import { AccountParts } from "./account-parts.tsx";
import { ConsolidatedParts } from "./consolidated-parts.tsx";
import { changeRatio } from "./equity-change.ts";
import { findNearestPosition } from "./nearest-position.ts";
import { poolText } from "./pool-text.ts";
import { PositionParts } from "./position-parts.tsx";
import { bookFeedOf, bookRemark } from "./overview-condition.ts";
import styles from "./headlines.module.css";

type HeadlinesProps = { view: OverviewView; className?: string | undefined };

/** The three figures a trader looks at first. */
export function Headlines({ view, className }: HeadlinesProps) {
  return (
    <section aria-label="Key figures" className={`${styles["headlines"]} ${className ?? ""}`}>
      <EquityHeadline view={view} />
      <WorstRatioHeadline view={view} />
      <NearestHeadline view={view} />
    </section>
  );
}

type HeadlineProps = {
  label: string;
  figure: ReactNode;
  feed?: FeedState | undefined;
  /** How far the feed can be trusted, in a word or two. */
  remark?: string | null | undefined;
  note: ReactNode;
};

function Headline({ label, figure, feed, remark, note }: HeadlineProps) {
  return (
    <div className={styles["headline"]} data-feed={feed}>
      <h2>{label}</h2>
      <div className={styles["value"]}>{figure}</div>
      <div className={styles["note"]}>
        {remark && <strong>{remark}</strong>}
        {note}
      </div>
    </div>
  );
}

function EquityHeadline({ view }: { view: OverviewView }) {
  const { equity, equityChange } = view.consolidated;
  const title = "Consolidated equity";
  return (
    <Headline
      label="Equity"
      feed={bookFeedOf(view.accounts)}
      remark={bookRemark(view.accounts, view.at)}
      figure={
        <Amount
          {...equity}
          testId="equity-value"
          opens={{ title, parts: () => <ConsolidatedParts label={title} figure="equity" /> }}
        />
      }
      note={
        equityChange ? (
          <span title={formatStamp(equityChange.since)}>
            <SignedAmount value={equityChange.amount} testId="equity-change" />{" "}
            <Percent value={changeRatio(equity.value, equityChange.amount)} sign /> since{" "}
            {formatClock(equityChange.since, "local").slice(0, 5)}
          </span>
        ) : (
          "no earlier reading to compare with"
        )
      }
    />
  );
}

function WorstRatioHeadline({ view }: { view: OverviewView }) {
  const pool = view.worstPool;
  const title = "Worst maintenance ratio";
  if (!pool) return <Headline label={title} figure="none" note="no pool holds positions" />;
  const feed = feedOf(view, pool);
  const level = shownLevel(pool.level, feed?.state);
  const { value, gaps } = pool.maintenanceMarginRatio;
  return (
    <Headline
      label={title}
      feed={feed?.state}
      remark={feed && feedRemark(feed, view.at)}
      figure={
        <Percent
          value={value}
          gaps={gaps}
          tone={level}
          testId="worst-ratio"
          opens={{
            title,
            parts: () => (
              <AccountParts
                accountId={pool.accountId}
                figure="maintenanceMarginRatio"
                poolName={pool.name}
              />
            ),
          }}
        />
      }
      note={
        <>
          <Level level={level} /> <PoolName view={view} pool={pool} />
        </>
      }
    />
  );
}

function NearestHeadline({ view }: { view: OverviewView }) {
  const pool = view.nearestPool;
  const nearest = pool?.nearestLiquidation;
  const title = "Nearest liquidation";
  if (!pool || !nearest)
    return <Headline label={title} figure="none" note="no contract has a liquidation price" />;
  const position = findNearestPosition(view, pool);
  const feed = feedOf(view, pool);
  return (
    <Headline
      label={title}
      feed={feed?.state}
      remark={feed && feedRemark(feed, view.at)}
      figure={
        <Percent
          value={nearest.distanceRatio}
          sign
          tone={position?.level}
          testId="nearest-liquidation"
          opens={
            position && {
              title,
              parts: () => <PositionParts position={position} topic="liquidation" />,
            }
          }
        />
      }
      note={
        <>
          {position && <LevelGlyph level={position.level} />}{" "}
          <Instrument name={nearest.instrument} /> {nearest.side} at{" "}
          <span title={nearest.price}>
            {formatPriceLike(nearest.price, position?.markPrice ?? null)}
          </span>
        </>
      }
    />
  );
}

function PoolName({ view, pool }: { view: OverviewView; pool: PoolView }) {
  const label = view.accounts.find((account) => account.accountId === pool.accountId)?.label;
  return (
    <span className={styles["pool"]} title={`${label ?? ""} ${pool.name}`}>
      {poolText(pool)}, {label}
    </span>
  );
}

function feedOf(view: OverviewView, pool: PoolView): FeedView | undefined {
  return view.accounts.find((account) => account.accountId === pool.accountId)?.feed;
}

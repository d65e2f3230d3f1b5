import { Link } from "wouter";
import type { OverviewView } from "#shared/views/overview.ts";
import { formatPercent } from "../../format/ratio.ts";
import { LevelGlyph } from "../../ui/level.tsx";
import { shownLevel } from "../../ui/danger.ts";
import { FEED_WORDS, feedAge, isStale } from "../../ui/feed-words.ts";
import { Panel } from "../../ui/panel.tsx";
import { Percent } from "../../ui/value.tsx";
import { useFrozenOrder } from "../../ui/use-frozen-order.ts";
import { poolText } from "./pool-text.ts";
import { AXIS_MOVES, layoutWaterline, placeOf, type WaterlineRow } from "./waterline-layout.ts";
import { WaterlineTrack } from "./waterline-track.tsx";
import styles from "./waterline.module.css";

type WaterlineProps = { view: OverviewView; className?: string | undefined };

/** Every venue pool on one axis of market move: where its contracts' liquidation prices lie. */
export function Waterline({ view, className }: WaterlineProps) {
  const { rows, hold } = useFrozenOrder(layoutWaterline(view), keyOf);
  return (
    <Panel
      title="Distance to liquidation"
      className={className}
      aside={
        <span className={styles["note"]}>
          Move of one contract&rsquo;s mark, all others held. Nearest of each side named.
        </span>
      }
    >
      {rows.length === 0 ? (
        <p className={styles["none"]}>No open positions, so nothing can be liquidated.</p>
      ) : (
        <div className={styles["board"]}>
          <ul className={styles["rows"]} {...hold}>
            {rows.map((row) => (
              <Row key={row.key} row={row} now={view.at} />
            ))}
          </ul>
          <Axis />
        </div>
      )}
    </Panel>
  );
}

const keyOf = (row: WaterlineRow) => row.key;

function Row({ row, now }: { row: WaterlineRow; now: number }) {
  const { pool, feed } = row;
  const level = shownLevel(pool.level, feed.state);
  return (
    <li data-feed={feed.state} data-testid={`waterline-${row.key}`}>
      <Link href={`/margin/${row.accountId}`} className={styles["row"]}>
        <span
          className={styles["pool"]}
          title={`${row.accountLabel}, pool ${pool.name}, ${feedAge(feed, now)}`}
        >
          <span className={styles["account"]}>{row.accountLabel}</span>
          {(isStale(feed) || feed.state === "kept") && <strong>{FEED_WORDS[feed.state]}</strong>}
          <span className={styles["name"]}>{poolText(pool)}</span>
        </span>
        <span className={styles["trackBox"]}>
          <WaterlineTrack row={row} />
        </span>
        <span className={styles["ratio"]} data-tone={level}>
          <LevelGlyph level={level} />
          <Percent value={pool.maintenanceMarginRatio.value} />
        </span>
      </Link>
    </li>
  );
}

/** Named only where the axis is wide enough. */
const MINOR_MOVES = new Set(["-0.45", "0.45"]);

function Axis() {
  return (
    <div className={styles["axis"]} aria-hidden="true">
      <span />
      <svg className={styles["scale"]} width="100%" height="18">
        {AXIS_MOVES.map((move, place) => (
          <text
            key={move}
            data-minor={MINOR_MOVES.has(move) || undefined}
            x={`${placeOf(move) * 100}%`}
            y="12"
            textAnchor={place === 0 ? "start" : place === AXIS_MOVES.length - 1 ? "end" : "middle"}
          >
            {move === "0" ? "0 %" : `${formatPercent(move, { sign: true, places: 0 })} %`}
          </text>
        ))}
      </svg>
      <span className={styles["ratioHead"]}>pool ratio</span>
    </div>
  );
}

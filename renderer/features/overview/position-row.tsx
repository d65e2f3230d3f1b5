import type { FeedView, PositionView } from "#shared/views/overview.ts";
import { formatPrice, formatPriceLike } from "../../format/price.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { Bar } from "../../ui/bar.tsx";
import { shownLevel } from "../../ui/danger.ts";
import { FEED_WORDS, feedSentences, isStale } from "../../ui/feed-words.ts";
import { GapMark, gapSentences } from "../../ui/gap-mark.tsx";
import { Instrument } from "../../ui/instrument.tsx";
import { LevelGlyph } from "../../ui/level.tsx";
import { Amount, Percent, SignedAmount, Value } from "../../ui/value.tsx";
import type { PositionPads } from "./position-columns.tsx";
import type { PositionTopic } from "./position-lines.ts";
import { PositionParts } from "./position-parts.tsx";
import { liquidationText } from "./position-words.ts";
import styles from "./positions-panel.module.css";

type PositionRowProps = {
  position: PositionView;
  feed: FeedView | undefined;
  pads: PositionPads;
  place: number;
};

export function PositionRow({ position, feed, pads, place }: PositionRowProps) {
  const { instrument, side, marginMode } = position;
  const level = shownLevel(position.level, feed?.state);
  const opens = (topic: PositionTopic) => ({
    title: `${instrument} ${side}`,
    parts: () => <PositionParts position={position} topic={topic} />,
  });
  return (
    <tr
      data-testid={`position-${instrument}-${side}-${marginMode}`}
      data-feed={feed?.state}
      data-incomplete={position.gaps.length > 0 || undefined}
    >
      <td>
        <span className={styles["instrument"]}>
          <LevelGlyph level={level} />
          <Instrument name={instrument} />
          <span className={styles["side"]}>
            {side}
            {marginMode === "isolated" && " isolated"}
          </span>
          <GapMark sentences={marksOf(position, feed)} />
        </span>
      </td>
      <td>
        <span className={styles["account"]} title={position.accountLabel}>
          {feed && isOut(feed) && <strong>{FEED_WORDS[feed.state]} </strong>}
          <span className={styles["mode"]}>{position.accountLabel}</span>
        </span>
      </td>
      <td data-align="right">
        <Value
          text={formatQuantity(position.netQuantity)}
          exact={position.netQuantity}
          pad={pads.quantity[place]}
          field="netQuantity"
        />
      </td>
      <td data-align="right" data-wide>
        <Amount value={position.notional.value} field="notional" opens={opens("fall")} />
      </td>
      <PriceCell value={position.entryPrice} pad={pads.entry[place]} field="entryPrice" />
      <PriceCell value={position.markPrice} pad={pads.mark[place]} field="markPrice" />
      <td data-align="right">
        <SignedAmount
          value={position.unrealizedPnl.value}
          field="unrealizedPnl"
          opens={opens("equity")}
        />
      </td>
      <LiquidationCells position={position} pad={pads.liquidation[place]} opens={opens} />
      <td data-align="right" data-wide>
        <Amount
          value={position.maintenanceMargin.value}
          field="maintenanceMargin"
          opens={opens("maintenanceMargin")}
        />
      </td>
      <td data-align="right">
        <span className={styles["share"]}>
          <Bar ratio={position.maintenanceShareRatio} />
          <Percent
            value={position.maintenanceShareRatio}
            places={1}
            field="maintenanceShareRatio"
            opens={opens("maintenanceMargin")}
          />
        </span>
      </td>
      <td data-align="right">
        <SignedAmount
          value={position.uniformFallPnl.value}
          field="uniformFallPnl"
          opens={opens("fall")}
        />
      </td>
      <td data-align="right">
        <Percent
          value={position.uniformFallShareRatio}
          sign
          places={1}
          field="uniformFallShareRatio"
        />
      </td>
      <td data-align="right" data-wide>
        {position.funding ? (
          <SignedAmount
            value={position.funding.perDay.value}
            gaps={position.funding.perDay.gaps}
            field="fundingPerDay"
            opens={opens("funding")}
          />
        ) : (
          <Value text="none" exact={null} field="fundingPerDay" opens={opens("funding")} />
        )}
      </td>
    </tr>
  );
}

type PriceCellProps = { value: string | null; pad: string | undefined; field: string };

function PriceCell({ value, pad, field }: PriceCellProps) {
  return (
    <td data-align="right">
      <Value text={formatPrice(value)} exact={value} pad={pad} field={field} />
    </td>
  );
}

type LiquidationCellsProps = {
  position: PositionView;
  pad: string | undefined;
  opens: (topic: PositionTopic) => { title: string; parts: () => React.ReactNode };
};

function LiquidationCells({ position, pad, opens }: LiquidationCellsProps) {
  const price = position.liquidationPrice;
  return (
    <>
      <td data-align="right">
        <Value
          text={
            price === null ? liquidationText(position) : formatPriceLike(price, position.markPrice)
          }
          exact={price}
          pad={pad}
          field="liquidationPrice"
          opens={opens("liquidation")}
        />
      </td>
      <td data-align="right">
        <Percent
          value={position.distanceRatio}
          sign
          places={1}
          tone={position.level === "safe" ? undefined : position.level}
          field="distanceRatio"
          opens={opens("liquidation")}
        />
      </td>
    </>
  );
}

/** Not being read at all, which is said in the row itself. */
function isOut({ state }: FeedView): boolean {
  return state === "blind" || state === "offline" || state === "kept" || state === "paused";
}

function marksOf(position: PositionView, feed: FeedView | undefined): string[] {
  const stale = feed && isStale(feed) ? feedSentences(feed) : [];
  return [...gapSentences(position.gaps), ...stale];
}

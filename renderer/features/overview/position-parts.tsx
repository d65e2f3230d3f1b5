import { useQuery } from "@tanstack/react-query";
import type { PositionView } from "#shared/views/overview.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { formatPercent } from "../../format/ratio.ts";
import { formatWorksheetAmount } from "../../format/worksheet-amount.ts";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { FIGURE_LABELS } from "../../ui/pool-figure.ts";
import { Sentences } from "../../ui/sentences.tsx";
import { FailedState, LoadingState } from "../../ui/states.tsx";
import { Lines } from "../../ui/worksheet.tsx";
import { Facts, type FactRow } from "./facts.tsx";
import { PositionFunding } from "./position-funding.tsx";
import { linesOfPosition, type PositionTopic } from "./position-lines.ts";
import styles from "./position-parts.module.css";
import { liquidationWords } from "./position-words.ts";
import { overviewQueries } from "./queries.ts";

type PositionPartsProps = { position: PositionView; topic: PositionTopic };

/** How one position's figures come about: what was asked for first, then the rest. */
export function PositionParts({ position, topic }: PositionPartsProps) {
  const margin = useQuery(overviewQueries.margin(position.accountId));
  const lines = margin.data ? linesOfPosition(margin.data, position) : [];
  return (
    <div className={styles["parts"]}>
      <Sentences sentences={gapSentences(position.gaps)} />
      <section className={styles["part"]} data-first={topic === "liquidation" || undefined}>
        <h3>Liquidation price</h3>
        <Facts rows={liquidationFacts(position)} />
        <p className={styles["note"]}>{liquidationWords(position)}</p>
      </section>
      <section className={styles["part"]} data-first={topic === "fall" || undefined}>
        <h3>If every coin falls 10 %</h3>
        <Facts rows={fallFacts(position)} />
      </section>
      <section className={styles["part"]} data-first={topic === "funding" || undefined}>
        <h3>Funding</h3>
        <PositionFunding funding={position.funding} />
      </section>
      {margin.error && !margin.data && (
        <FailedState {...describeFailure(toFailure(margin.error))} />
      )}
      {margin.isPending && <LoadingState>Adding up the line items.</LoadingState>}
      {lines.map((part) => (
        <section
          key={`${part.poolName} ${part.figure}`}
          className={styles["part"]}
          data-first={topic === part.figure || undefined}
        >
          <h3>
            Its part in {FIGURE_LABELS[part.figure].toLowerCase()} of pool {part.poolName}
          </h3>
          <Lines lines={part.lines} />
        </section>
      ))}
    </div>
  );
}

function liquidationFacts(position: PositionView): FactRow[] {
  return [
    ["Calculated by Keel", amount(position.liquidationPrice, position.quote)],
    ["Reported by the venue", amount(position.reportedLiquidationPrice, position.quote)],
    ["Mark price", amount(position.markPrice, position.quote)],
    ["Distance = liquidation price ÷ mark − 1", percent(position.distanceRatio)],
  ];
}

function fallFacts(position: PositionView): FactRow[] {
  const { uniformFallPnl } = position;
  return [
    ["Notional at the mark", amount(position.notional.value, position.notional.unit)],
    ["Profit or loss", amount(uniformFallPnl.value, uniformFallPnl.unit)],
    ["Share of the book’s loss", percent(position.uniformFallShareRatio)],
  ];
}

function amount(value: string | null, unit: string): string {
  const text = formatWorksheetAmount(value);
  return value === null ? text : `${text} ${unit}`;
}

function percent(ratio: string | null): string {
  const text = formatPercent(ratio, { sign: true });
  return ratio === null ? text : `${text} %`;
}

import { useQuery } from "@tanstack/react-query";
import type { PositionView } from "#shared/views/overview.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { FailureNote } from "../../bridge/failure-note.tsx";
import { formatPercent } from "../../format/ratio.ts";
import { formatWorksheetAmount } from "../../format/worksheet-amount.ts";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { FIGURE_LABELS } from "../../ui/pool-figure.ts";
import { Sentences } from "../../ui/sentences.tsx";
import { LoadingState } from "../../ui/states.tsx";
import { Lines } from "../../ui/worksheet.tsx";
import { linesOfPosition } from "./position-lines.ts";
import styles from "./position-parts.module.css";
import { liquidationWords } from "./position-words.ts";
import { overviewQueries } from "./queries.ts";

/** How one position's figures come about: what it adds to its pool, its liquidation price, its loss. */
export function PositionParts({ position }: { position: PositionView }) {
  const margin = useQuery(overviewQueries.margin(position.accountId));
  return (
    <>
      <Sentences sentences={gapSentences(position.gaps)} />
      <h3>Liquidation price</h3>
      <Facts rows={liquidationFacts(position)} />
      <p className={styles["note"]}>{liquidationWords(position)}</p>
      <h3>If every coin falls 10 %</h3>
      <Facts
        rows={[
          ["Profit or loss", amount(position.uniformFallPnl.value, position.uniformFallPnl.unit)],
          ["Share of the book’s loss", percent(position.uniformFallShareRatio)],
        ]}
      />
      {margin.error && !margin.data && <FailureNote failure={toFailure(margin.error)} />}
      {!margin.data && !margin.error && <LoadingState>Adding up the line items.</LoadingState>}
      {margin.data &&
        linesOfPosition(margin.data, position).map(({ poolName, figure, lines }) => (
          <section key={`${poolName} ${figure}`}>
            <h3>
              Its part in {FIGURE_LABELS[figure].toLowerCase()} of pool {poolName}
            </h3>
            <Lines lines={lines} />
          </section>
        ))}
    </>
  );
}

type Row = readonly [label: string, text: string];

function Facts({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className={styles["facts"]}>
      {rows.map(([label, text]) => (
        <div key={label} className={styles["fact"]}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function liquidationFacts(position: PositionView): Row[] {
  return [
    ["Calculated by Keel", amount(position.liquidationPrice, position.quote)],
    ["Reported by the venue", amount(position.reportedLiquidationPrice, position.quote)],
    ["Mark price", amount(position.markPrice, position.quote)],
    ["Distance = liquidation price ÷ mark − 1", percent(position.distanceRatio)],
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

import type { PoolMarginView } from "#shared/views/margin.ts";
import { formatPercent } from "../format/ratio.ts";
import { formatWorksheetAmount } from "../format/worksheet-amount.ts";
import { explainPoolFigure, FIGURE_LABELS, type PoolFigure } from "./pool-figure.ts";
import styles from "./pool-explanation.module.css";
import { Value } from "./value.tsx";
import { Worksheet } from "./worksheet.tsx";

type PoolExplanationProps = { pool: PoolMarginView; figure: PoolFigure };

/** One figure of a pool, taken apart down to its inputs. */
export function PoolExplanation({ pool, figure }: PoolExplanationProps) {
  const { rule, sums, result } = explainPoolFigure(pool, figure);
  const isRatio = figure === "maintenanceMarginRatio";
  return (
    <section
      className={styles["pool"]}
      aria-label={`${FIGURE_LABELS[figure]} of pool ${pool.name}`}
    >
      <h3>Pool {pool.name}</h3>
      {rule !== null && (
        <p className={styles["rule"]}>
          <span>
            {FIGURE_LABELS[figure]} = {rule}
          </span>
          <strong>
            <Value
              text={isRatio ? formatPercent(result.value) : formatWorksheetAmount(result.value)}
              exact={result.value}
              unit={isRatio ? "%" : result.unit}
              gaps={result.gaps}
            />
          </strong>
        </p>
      )}
      {sums.map((sum) => (
        <Worksheet key={sum.figure} label={FIGURE_LABELS[sum.figure]} figure={sum.view} />
      ))}
    </section>
  );
}

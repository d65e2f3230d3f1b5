import type { PoolMarginView } from "#shared/views/margin.ts";
import { formatPercent } from "../../format/ratio.ts";
import { formatAmount } from "../../format/amount.ts";
import { Panel } from "../../ui/panel.tsx";
import { PoolExplanation } from "../../ui/pool-explanation.tsx";
import {
  DERIVED_FIGURES,
  explainPoolFigure,
  FIGURE_LABELS,
  SUMMED_FIGURES,
} from "../../ui/pool-figure.ts";
import { Value } from "../../ui/value.tsx";
import { Worksheet } from "../../ui/worksheet.tsx";
import styles from "./pool-sheet.module.css";

/** Every figure of one pool: the results on top, below them the sums they come from. */
export function PoolSheet({ pool }: { pool: PoolMarginView }) {
  return (
    <Panel title={`Pool ${pool.name}`} aside={<span className={styles["unit"]}>{pool.unit}</span>}>
      <div className={styles["pool"]} data-testid={`pool-${pool.name}`}>
        <dl className={styles["results"]}>
          {DERIVED_FIGURES.map((figure) => (
            <Result key={figure} pool={pool} figure={figure} />
          ))}
        </dl>
        <div className={styles["sums"]}>
          {SUMMED_FIGURES.map((figure) => (
            <section key={figure} aria-label={FIGURE_LABELS[figure]}>
              <h3 className={styles["heading"]}>{FIGURE_LABELS[figure]}</h3>
              <Worksheet label={FIGURE_LABELS[figure]} figure={pool[figure]} field={figure} />
            </section>
          ))}
        </div>
      </div>
    </Panel>
  );
}

type ResultProps = { pool: PoolMarginView; figure: (typeof DERIVED_FIGURES)[number] };

function Result({ pool, figure }: ResultProps) {
  const { rule, result } = explainPoolFigure(pool, figure);
  const isRatio = figure === "maintenanceMarginRatio";
  return (
    <div className={styles["result"]}>
      <dt>
        {FIGURE_LABELS[figure]}
        <span className={styles["rule"]}>{rule}</span>
      </dt>
      <dd>
        <Value
          text={isRatio ? formatPercent(result.value) : formatAmount(result.value)}
          exact={result.value}
          unit={isRatio ? "%" : result.unit}
          gaps={result.gaps}
          field={figure}
          opens={{
            title: `${FIGURE_LABELS[figure]} of pool ${pool.name}`,
            parts: () => <PoolExplanation pool={pool} figure={figure} />,
          }}
        />
      </dd>
    </div>
  );
}

import type { OverviewView } from "#shared/views/overview.ts";
import { formatMultiple } from "../../format/ratio.ts";
import { Amount, SignedAmount, Value } from "../../ui/value.tsx";
import styles from "./accounts-panel.module.css";
import { type ConsolidatedFigure, ConsolidatedParts } from "./consolidated-parts.tsx";

const FACTS: readonly { figure: ConsolidatedFigure; label: string; isSigned?: true }[] = [
  { figure: "collateralValue", label: "Collateral" },
  { figure: "initialMargin", label: "Initial" },
  { figure: "maintenanceMargin", label: "Maintenance" },
  { figure: "grossExposure", label: "Gross" },
  { figure: "netExposure", label: "Net", isSigned: true },
  { figure: "fundingPerDay", label: "Funding/day", isSigned: true },
];

/** The consolidated figures besides equity, each a sum over the accounts. */
export function BookFacts({ view }: { view: OverviewView }) {
  const { consolidated } = view;
  const leverage = consolidated.effectiveLeverage;
  return (
    <dl className={styles["facts"]} aria-label="All accounts together">
      {FACTS.map(({ figure, label, isSigned }) => {
        const Shown = isSigned ? SignedAmount : Amount;
        const { value, gaps } = consolidated[figure];
        const parts = () => <ConsolidatedParts label={label} figure={figure} />;
        return (
          <div key={figure} className={styles["fact"]}>
            <dt>{label}</dt>
            <dd>
              <Shown
                value={value}
                gaps={gaps}
                field={figure}
                tone={undefined}
                opens={{ title: `All accounts: ${label}`, parts }}
              />
            </dd>
          </div>
        );
      })}
      <div className={styles["fact"]}>
        <dt>Leverage</dt>
        <dd>
          <Value
            text={formatMultiple(leverage.value)}
            exact={leverage.value}
            unit="×"
            gaps={leverage.gaps}
            field="effectiveLeverage"
          />
        </dd>
      </div>
    </dl>
  );
}

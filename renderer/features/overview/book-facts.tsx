import type { OverviewView } from "#shared/views/overview.ts";
import { formatMultiple } from "../../format/ratio.ts";
import { Amount, SignedAmount, Value } from "../../ui/value.tsx";
import styles from "./accounts-panel.module.css";
import { type ConsolidatedFigure, ConsolidatedParts } from "./consolidated-parts.tsx";

type Fact = { figure: ConsolidatedFigure; label: string; isSigned?: boolean };

const FACTS: readonly Fact[] = [
  { figure: "collateralValue", label: "Collateral" },
  { figure: "initialMargin", label: "Initial" },
  { figure: "maintenanceMargin", label: "Maintenance" },
  { figure: "grossExposure", label: "Gross" },
  { figure: "netExposure", label: "Net", isSigned: true },
];

/** The consolidated figures besides equity, each a sum over the accounts. */
export function BookFacts({ view }: { view: OverviewView }) {
  const leverage = view.consolidated.effectiveLeverage;
  return (
    <dl className={styles["facts"]} aria-label="All accounts together">
      {FACTS.map((fact) => (
        <SumFact key={fact.figure} view={view} {...fact} />
      ))}
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
      <SumFact view={view} figure="fundingPerDay" label="Funding a day" isSigned />
    </dl>
  );
}

type SumFactProps = Fact & { view: OverviewView };

function SumFact({ view, figure, label, isSigned }: SumFactProps) {
  const Shown = isSigned ? SignedAmount : Amount;
  const { value, gaps } = view.consolidated[figure];
  return (
    <div className={styles["fact"]}>
      <dt>{label}</dt>
      <dd>
        <Shown
          value={value}
          gaps={gaps}
          field={figure}
          tone={undefined}
          opens={{
            title: `All accounts: ${label}`,
            parts: () => <ConsolidatedParts label={label} figure={figure} />,
          }}
        />
      </dd>
    </div>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { HistoryRange } from "#shared/contract/overview.ts";
import type { EquityHistoryView } from "#shared/views/overview.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { Chart } from "../../ui/chart.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { FailedState, LoadingState } from "../../ui/states.tsx";
import { useThemeColors } from "../../ui/use-theme-colors.ts";
import { equityOption } from "./equity-option.ts";
import styles from "./equity-panel.module.css";
import { overviewQueries } from "./queries.ts";

const RANGES: readonly { value: HistoryRange; label: string }[] = [
  { value: "1h", label: "1 h" },
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
  { value: "all", label: "all" },
];

const COLORS = {
  line: "--accent",
  grid: "--line",
  text: "--text-dim",
  surface: "--surface-raised",
  strongText: "--text",
};
const FONT = "Inter Variable";

/** Consolidated equity over time. */
export function EquityPanel({ className }: { className?: string | undefined }) {
  const [range, setRange] = useState<HistoryRange>("24h");
  const history = useQuery({
    ...overviewQueries.equityHistory(range),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel
      title="Equity"
      className={className}
      aside={
        <>
          <span className={styles["unit"]}>
            {history.data?.unit}
            {history.isPlaceholderData && " · reading the other range"}
          </span>
          <Segmented label="Range" choices={RANGES} value={range} onChange={setRange} />
        </>
      }
    >
      {history.data && <EquityLine history={history.data} />}
      {history.error && !history.data && (
        <FailedState {...describeFailure(toFailure(history.error))} />
      )}
      {history.isPending && <LoadingState>Reading the stored snapshots.</LoadingState>}
    </Panel>
  );
}

function EquityLine({ history }: { history: EquityHistoryView }) {
  const colors = useThemeColors(COLORS);
  const option = useMemo(() => equityOption(history, colors, FONT), [history, colors]);
  if (history.points.length < 2)
    return <p className={styles["none"]}>The line begins with the second reading.</p>;
  return (
    <div className={styles["line"]}>
      <Chart
        label={`Consolidated equity in ${history.unit}, ${history.points.length} points`}
        option={option}
        pointCount={history.points.length}
      />
    </div>
  );
}

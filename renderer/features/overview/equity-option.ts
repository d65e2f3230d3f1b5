import type { EChartsCoreOption } from "echarts/core";
import type { EquityHistoryView } from "#shared/views/overview.ts";
import { formatAmount } from "../../format/amount.ts";
import { readExact } from "../../format/exact.ts";
import { formatStamp } from "../../format/time.ts";

export type ChartColors = {
  readonly line: string;
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
  readonly strongText: string;
};

export type ChartPoint = [at: number, equity: number | null];

/** Points for drawing only: the one place where equity becomes a float. Unknown points break the line. */
export function chartPoints(history: EquityHistoryView): ChartPoint[] {
  return history.points.map(({ at, equity }) => [at, readExact(equity)?.toNumber() ?? null]);
}

/** The equity line: exact figures on hover, zero drawn when the line goes below it. */
export function equityOption(
  history: EquityHistoryView,
  colors: ChartColors,
  font: string,
): EChartsCoreOption {
  const points = chartPoints(history);
  const crossesZero = points.some(([, equity]) => equity !== null && equity < 0);
  const text = { color: colors.text, fontFamily: font, fontSize: 11 };
  return {
    animation: false,
    textStyle: { fontFamily: font },
    grid: { left: 4, right: 14, top: 10, bottom: 2, containLabel: true },
    xAxis: {
      type: "time",
      axisLine: { lineStyle: { color: colors.grid } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
      splitNumber: 4,
    },
    yAxis: {
      type: "value",
      scale: !crossesZero,
      splitNumber: 3,
      axisLabel: { ...text, formatter: axisText },
      splitLine: { lineStyle: { color: colors.grid } },
    },
    tooltip: tooltip(history, colors, font),
    series: [series(points, colors, crossesZero)],
  };
}

function series(points: readonly ChartPoint[], colors: ChartColors, crossesZero: boolean) {
  return {
    type: "line",
    data: points,
    showSymbol: points.length === 1,
    connectNulls: false,
    symbol: "circle",
    symbolSize: 5,
    itemStyle: { color: colors.line },
    lineStyle: { color: colors.line, width: 1.5 },
    emphasis: { disabled: true },
    ...(crossesZero && { markLine: zeroLine(colors) }),
  };
}

function zeroLine(colors: ChartColors) {
  return {
    silent: true,
    symbol: "none",
    label: { show: false },
    lineStyle: { color: colors.text, type: "solid", width: 1 },
    data: [{ yAxis: 0 }],
  };
}

function tooltip(history: EquityHistoryView, colors: ChartColors, font: string) {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: colors.surface,
    borderColor: colors.grid,
    borderWidth: 1,
    padding: [6, 8],
    textStyle: { color: colors.strongText, fontFamily: font, fontSize: 12 },
    axisPointer: { lineStyle: { color: colors.text, type: "solid" }, animation: false },
    formatter: (hit: unknown) => tooltipText(history, hit),
  };
}

/** The point under the pointer in the same format as the tables, from its exact value. */
export function tooltipText(history: EquityHistoryView, hit: unknown): string {
  const point = history.points[hitIndex(hit)];
  if (!point) return "";
  const amount =
    point.equity === null ? "not known" : `${formatAmount(point.equity)} ${history.unit}`;
  return `${amount}\n${formatStamp(point.at)}`;
}

function hitIndex(hit: unknown): number {
  const first: unknown = Array.isArray(hit) ? hit[0] : hit;
  const hasIndex = typeof first === "object" && first !== null && "dataIndex" in first;
  return hasIndex && typeof first.dataIndex === "number" ? first.dataIndex : -1;
}

function axisText(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 }).replace("-", "−");
}

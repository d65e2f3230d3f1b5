import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type ECharts, type EChartsCoreOption, init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type KeyboardEvent, useEffect, useRef } from "react";
import styles from "./chart.module.css";

register([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

type ChartProps = {
  label: string;
  option: EChartsCoreOption;
  /** Points of the first series: arrow keys walk over them. */
  pointCount: number;
};

/** Draws an option object on a canvas; the left and right arrows reach every point. */
export function Chart({ label, option, pointCount }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const point = useRef(-1);

  useEffect(() => {
    if (!box.current) return undefined;
    const drawn = init(box.current, null, { renderer: "canvas" });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  function walk(event: KeyboardEvent) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || pointCount === 0) return;
    event.preventDefault();
    const from = point.current < 0 ? pointCount : point.current;
    point.current = Math.min(pointCount - 1, Math.max(0, from + step));
    chart.current?.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: point.current });
  }

  function leave() {
    point.current = -1;
    chart.current?.dispatchAction({ type: "hideTip" });
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keyboard must reach every point
    <div
      ref={box}
      className={styles["chart"]}
      role="img"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must reach every point
      tabIndex={0}
      onKeyDown={walk}
      onBlur={leave}
    />
  );
}

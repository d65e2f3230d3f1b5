import { describe, expect, it } from "vitest";
import type { EquityHistoryView } from "#shared/views/overview.ts";
import { chartPoints, equityOption, tooltipText } from "./equity-option.ts";
import { exact } from "./testing/views.ts";

const colors = { line: "l", grid: "g", text: "t", surface: "s", strongText: "x" };

function history(...equities: (string | null)[]): EquityHistoryView {
  return {
    unit: "USD",
    points: equities.map((equity, place) => ({
      at: place * 1000,
      equity: equity === null ? null : exact(equity),
    })),
  };
}

describe("equityOption", () => {
  it("breaks the line where equity is not known instead of bridging it", () => {
    const option = equityOption(history("1", null, "3"), colors, "f");
    expect(chartPoints(history("1", null, "3"))).toEqual([
      [0, 1],
      [1000, null],
      [2000, 3],
    ]);
    expect(option).toMatchObject({ series: [{ connectNulls: false }] });
  });

  it("draws zero when the line goes below it, and only then", () => {
    expect(equityOption(history("5", "-1"), colors, "f")).toMatchObject({
      yAxis: { scale: false },
      series: [{ markLine: { data: [{ yAxis: 0 }] } }],
    });
    const above = equityOption(history("5", "6"), colors, "f");
    expect(above).toMatchObject({ yAxis: { scale: true } });
    expect(JSON.stringify(above)).not.toContain("markLine");
  });

  it("asks for no element that a strict content policy forbids, and for no animation", () => {
    expect(equityOption(history("1", "2"), colors, "f")).toMatchObject({
      animation: false,
      tooltip: { renderMode: "richText" },
    });
  });
});

describe("tooltipText", () => {
  const points = history("1494393.428199999999999", null);

  it("formats the exact value, not the drawn one", () => {
    expect(tooltipText(points, [{ dataIndex: 0 }])).toMatch(/^1,494,393\.43 USD\n1970-01-01 /);
  });

  it("says when a point is not known and nothing for no point", () => {
    expect(tooltipText(points, [{ dataIndex: 1 }])).toMatch(/^not known\n/);
    expect(tooltipText(points, [])).toBe("");
    expect(tooltipText(points, null)).toBe("");
  });
});

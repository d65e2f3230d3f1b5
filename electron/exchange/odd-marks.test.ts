import { expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NO_REPORTED_POSITION, type Position } from "#shared/domain/snapshot.ts";
import { buildPosition } from "../store/testing/build-snapshot.ts";
import { oddMarks } from "./odd-marks.ts";

/** One coin, or 30 000 dollars of it, bought or sold at 30 000. */
function position(kind: Position["kind"], side: Position["side"], mark: string, profit: string) {
  return buildPosition({
    kind,
    side,
    contractSize: decimal(kind === "inverse" ? "30000" : "1"),
    markPrice: decimal(mark),
    reported: { ...NO_REPORTED_POSITION, unrealizedPnl: decimal(profit) },
  });
}

it.each([
  ["a long", position("linear", "long", "33000", "3000")],
  ["a short", position("linear", "short", "33000", "-3000")],
  ["an inverse long", position("inverse", "long", "40000", "0.25")],
  ["an inverse short", position("inverse", "short", "40000", "-0.25")],
  ["one whose profit has fees in it", position("linear", "long", "33000", "2900")],
  ["one without a profit", buildPosition({ markPrice: decimal("300000") })],
])("believes %s", (_, believed) => {
  expect(oddMarks([believed])).toEqual([]);
});

it.each([
  ["ten times too high", position("linear", "long", "330000", "3000")],
  ["ten times too low", position("linear", "short", "3300", "-3000")],
  ["of inverse, too high", position("inverse", "long", "400000", "0.25")],
  ["of inverse, too low", position("inverse", "short", "4000", "-0.25")],
  ["beside a profit of another side", position("linear", "long", "45000", "-15000")],
])("doubts a mark %s", (_, doubted) => {
  const [gap] = oddMarks([buildPosition(), doubted]);
  expect(gap).toMatchObject({ code: "contradiction", path: "positions[1].markPrice" });
});

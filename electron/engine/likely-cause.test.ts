import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import {
  NO_REPORTED_POSITION,
  NOTHING_REPORTED,
  type Position,
  type ReportedFigures,
} from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import { trustIn } from "./likely-cause.ts";
import { balance, marginTier, snapshotOf } from "./testing/arbitraries.ts";

/** 10 BTC long, 100 → 110: notional 1,100, profit 100, tier 5 % less 25, so maintenance 30. */
function long(reported: Partial<Position["reported"]> = {}): Position {
  return {
    instrument: instrumentId("BTC/USDT:USDT"),
    kind: "linear",
    base: "BTC",
    quote: "USDT",
    settle: "USDT",
    side: "long",
    quantity: decimal(10),
    contractSize: decimal(1),
    entryPrice: decimal(100),
    markPrice: decimal(110),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: decimal(10),
    marginTiers: [
      marginTier(decimal(0), decimal(1000), decimal("0.025")),
      marginTier(decimal(1000), null, decimal("0.05")),
    ],
    option: null,
    funding: null,
    reported: { ...NO_REPORTED_POSITION, ...reported },
  };
}

function reconcile(
  reported: Partial<ReportedFigures>,
  ofPosition: Partial<Position["reported"]> = {},
) {
  const snapshot = snapshotOf([balance("USDT", decimal(500))], [long(ofPosition)]);
  const figures = { ...NOTHING_REPORTED, currency: "USDT", ...reported };
  return assessAccount({ ...snapshot, takerFeeRate: decimal("0.0004"), reported: figures })
    .reconciliation;
}

function causeOf(reported: Partial<ReportedFigures>): string | null | undefined {
  return reconcile(reported)[0]?.cause;
}

describe("the cause of a difference", () => {
  it.each<[string, Partial<ReportedFigures>]>([
    ["the unrealized profit of open positions", { equity: decimal(500) }],
    ["the tier deductions", { maintenanceMargin: decimal(55) }],
    ["the taker fee on open positions", { maintenanceMargin: decimal("30.44") }],
  ])("is named when it is exactly %s", (words, reported) => {
    expect(causeOf(reported)).toBe(`The difference is exactly ${words}.`);
  });

  it.each<[string, Partial<Position["reported"]>]>([
    ["its tier deduction", { maintenanceMargin: decimal(55) }],
    ["its taker fee", { maintenanceMargin: decimal("30.44") }],
    ["valuing it at entry instead of mark", { maintenanceMargin: decimal(25) }],
    ["one tier step", { maintenanceMargin: decimal("27.5") }],
  ])("of a position is named when it is exactly %s", (words, reported) => {
    expect(reconcile({}, reported)[0]?.cause).toBe(`The difference is exactly ${words}.`);
  });

  it("is not made up when no term fits", () => {
    expect(causeOf({ equity: decimal(555) })).toBe(
      "Read at different moments, or a rule that differs.",
    );
  });

  it("is none where the figures agree", () => {
    expect(reconcile({ equity: decimal(600) })[0]).toMatchObject({ agrees: true, cause: null });
  });
});

describe("trustIn", () => {
  it("says that there is nothing to compare", () => {
    expect(trustIn(reconcile({}))).toEqual({ state: "nothing to compare", worst: null });
  });

  it("says that all agrees", () => {
    expect(trustIn(reconcile({ equity: decimal(600) })).state).toBe("agrees");
  });

  it("names the figure that differs most", () => {
    const rows = reconcile({ equity: decimal(601), maintenanceMargin: decimal(55) });
    expect(trustIn(rows)).toMatchObject({
      state: "differs",
      worst: { figure: "maintenanceMargin" },
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type { Funding, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "./assess-account.ts";
import { assessPortfolio } from "./assess-portfolio.ts";
import { fundingGaps, fundingPerDay, fundingRatePerYear, fundingTotal } from "./funding.ts";
import { crossAccount, linearPosition, scaled, snapshotOf } from "./testing/arbitraries.ts";
import { account, position } from "./testing/build-account.ts";

/** Hours by which a day divides without a rest, as every venue's intervals. */
const intervalHours = fc.constantFrom(1, 2, 4, 8).map((hours) => decimal(hours));
const funding: fc.Arbitrary<Funding> = fc.record({
  rate: scaled(-100_000, 100_000, 7),
  intervalHours,
  nextAt: fc.constant(null),
});

/** A linear or an inverse perpetual that is known to the last digit. */
const funded = fc
  .tuple(linearPosition("BTC"), funding, fc.boolean())
  .map(([each, told, isInverse]): Position => {
    const kind = isInverse ? ("inverse" as const) : ("linear" as const);
    // A mark that divides: inverse notionals stay exact.
    return { ...each, kind, markPrice: decimal("31250"), funding: told };
  });

const perDay = (each: Position): Decimal => fundingPerDay(each) ?? expect.unreachable();

describe("funding a day", () => {
  it("of 10 BTC at 30,000 and 0.01 % each 8 hours is 90 paid", () => {
    const told = { rate: decimal("0.0001"), intervalHours: decimal(8), nextAt: null };
    const long = position({ instrument: "BTC/USDT:USDT", quantity: "10", mark: "30000" });
    expect(perDay({ ...long, funding: told }).toFixed()).toBe("-90");
    const inverse = { ...long, kind: "inverse" as const, contractSize: decimal(100) };
    // 1,000 dollars are a thirtieth of a bitcoin.
    expect(perDay({ ...inverse, side: "short", funding: told }).toFixed(12)).toBe("0.000010000000");
  });

  it("of 0.01 % each 8 hours is 10.95 % a year", () => {
    const told = { rate: decimal("0.0001"), intervalHours: decimal(8), nextAt: null };
    const long = position({ instrument: "BTC/USDT:USDT", quantity: "10" });
    expect(fundingRatePerYear({ ...long, funding: told })?.toFixed()).toBe("0.1095");
    expect(fundingRatePerYear({ ...long, funding: { ...told, intervalHours: null } })).toBeNull();
    expect(fundingRatePerYear(long)).toBeNull();
  });

  it("is paid by one side and received by the other", () => {
    fc.assert(
      fc.property(funded, (each) => {
        const other = {
          ...each,
          side: each.side === "long" ? ("short" as const) : ("long" as const),
        };
        expect(perDay(each).plus(perDay(other)).isZero()).toBe(true);
        const { rate, ...rest } = each.funding ?? expect.unreachable();
        const turned = { ...each, funding: { ...rest, rate: rate.neg() } };
        expect(perDay(turned).eq(perDay(other))).toBe(true);
      }),
    );
  });

  it("has the sign of the rule: a long pays a rate above zero", () => {
    fc.assert(
      fc.property(funded, (each) => {
        const rate = each.funding?.rate ?? expect.unreachable();
        const pays = each.side === "long" ? rate : rate.neg();
        expect(perDay(each).neg().cmp(0)).toBe(pays.cmp(0));
      }),
    );
  });

  it("grows with quantity and rate, and falls with the interval", () => {
    fc.assert(
      fc.property(funded, fc.constantFrom(2, 4, 10), (each, times) => {
        const told = each.funding ?? expect.unreachable();
        const more = { ...each, quantity: each.quantity.times(times) };
        const higher = { ...each, funding: { ...told, rate: told.rate.times(times) } };
        expect(perDay(more).eq(perDay(each).times(times))).toBe(true);
        expect(perDay(higher).eq(perDay(each).times(times))).toBe(true);
        const hours = told.intervalHours ?? expect.unreachable();
        const rarer = { ...each, funding: { ...told, intervalHours: hours.times(2) } };
        expect(perDay(rarer).times(2).eq(perDay(each))).toBe(true);
      }),
    );
  });

  it("is not known, and says why, when any of its inputs is not", () => {
    fc.assert(
      fc.property(funded, fc.constantFrom("rate", "interval", "mark"), (each, missing) => {
        const told = each.funding ?? expect.unreachable();
        const without: Position = {
          ...each,
          ...(missing === "rate" && { funding: null }),
          ...(missing === "interval" && { funding: { ...told, intervalHours: null } }),
          ...(missing === "mark" && { markPrice: null }),
        };
        expect(fundingPerDay(without)).toBeNull();
        expect(fundingGaps(without, "positions[0]")).toHaveLength(1);
        expect(fundingGaps(each, "positions[0]")).toEqual([]);
      }),
    );
  });

  it.each(["BTC/USDT:USDT-261225", "BTC/USD:BTC-261225-100000-C"])(
    "is nothing, and no gap, for %s, which expires",
    (instrument) => {
      const kind = instrument.endsWith("C") ? "option" : "linear";
      const dated: Position = { ...position({ instrument, quantity: "1" }), kind };
      expect(fundingPerDay(dated)?.toFixed()).toBe("0");
      expect(fundingGaps(dated, "positions[0]")).toEqual([]);
    },
  );
});

describe("funding of an account", () => {
  const told = (rate: string): Funding => {
    return { rate: decimal(rate), intervalHours: decimal(8), nextAt: null };
  };
  const long = position({ instrument: "BTC/USDT:USDT", quantity: "10", mark: "30000" });
  const short = position({
    instrument: "ETH/USD:ETH",
    kind: "inverse",
    side: "short",
    quantity: "3000",
    mark: "3000",
  });
  const prices = { USDT: "0.5", ETH: "3000" };

  it("is the sum of its positions' in the valuation currency, each with its formula", () => {
    const positions = [
      { ...long, funding: told("0.0001") },
      { ...short, funding: told("0.001") },
      position({ instrument: "BTC/USDT:USDT-261225", quantity: "1" }),
    ];
    const { value, lines, gaps } = fundingTotal(account("generic-cross", { positions, prices }));
    expect([value?.toFixed(), gaps]).toEqual(["-36", []]);
    expect(lines.map(({ label, amount, formula }) => [label, amount.toFixed(), formula])).toEqual([
      ["BTC/USDT:USDT long", "-45", "−300000 × 0.0001 × 24 ÷ 8 × 0.5"],
      ["ETH/USD:ETH short", "9", "1 × 0.001 × 24 ÷ 8 × 3000"],
    ]);
  });

  it("is not known when one part is not, and keeps the parts that are", () => {
    const positions = [{ ...long, funding: told("0.0001") }, short];
    const { value, lines, gaps } = fundingTotal(account("generic-cross", { positions, prices }));
    expect([value, lines.length]).toEqual([null, 1]);
    expect(gaps.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "funding_missing positions[1].fundingRate",
    ]);
    const unpriced = account("generic-cross", { positions: positions.slice(0, 1) });
    expect(fundingTotal(unpriced).value).toBeNull();
    expect(fundingTotal(unpriced).gaps.map(({ code }) => code)).toEqual(["price_missing"]);
  });

  it("of nothing held is nothing", () => {
    expect(fundingTotal(snapshotOf([], [])).value?.toFixed()).toBe("0");
  });

  it("is the sum over accounts, and leaves every other figure and gap as it was", () => {
    fc.assert(
      fc.property(crossAccount(), (snapshot) => {
        const positions = snapshot.positions.map((each) => ({ ...each, funding: null }));
        const [withRates, without] = [snapshot, { ...snapshot, positions }].map(assessAccount);
        expect(withRates?.gaps).toEqual(without?.gaps);
        expect(withRates?.equity.value).toEqual(without?.equity.value);
        expect(withRates?.maintenanceMargin.value).toEqual(without?.maintenanceMargin.value);
        const book = assessPortfolio([assessAccount(snapshot), assessAccount(snapshot)], "USD");
        const one = fundingTotal(snapshot).value;
        expect(book.fundingPerDay.value?.toFixed()).toBe(one?.times(2).toFixed());
      }),
      { numRuns: 50 },
    );
  });

  it("names no instrument as perpetual by its coin alone", () => {
    const odd = { ...long, instrument: instrumentId("SOME-261225/USDT:USDT") };
    expect(fundingPerDay(odd)).toBeNull();
  });
});

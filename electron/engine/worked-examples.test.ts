import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { NO_REPORTED_POSITION, type Position } from "#shared/domain/snapshot.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import { assessAccount } from "./assess-account.ts";
import { resolveTiers } from "./margin-tiers.ts";
import { balance, marginTier, snapshotOf } from "./testing/arbitraries.ts";

/*
 * Published examples, each with its source. Figures are compared to the last digit the source
 * prints.
 */

type Example = {
  readonly side: "long" | "short";
  readonly quantity: string;
  readonly entry: string;
  readonly mark: string;
  readonly rate: string;
  readonly deduction: string;
};

/** A snapshot of a venue's brackets, 2024-10-24, kept beside the project. */
const BRACKETS = new URL("../../../shared/data/recorded/tiers-binanceusdm.json", import.meta.url);
const bracketFile = z.object({
  tiers: z.record(
    z.string(),
    z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
  ),
});

/** Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 (2020-08-14): two longs on one wallet. */
const ETH: Example = {
  side: "long",
  quantity: "3683.979",
  entry: "1456.84",
  mark: "1335.18",
  rate: "0.1",
  deduction: "135365",
};
const BTC: Example = {
  side: "long",
  quantity: "109.488",
  entry: "32481.98",
  mark: "31967.27",
  rate: "0.025",
  deduction: "16300",
};
const WALLET = "1535443.01";

function position(coin: string, example: Example, isolatedMargin: string | null = null): Position {
  const tier = marginTier(decimal("0.01"), null, decimal(example.rate));
  return {
    instrument: instrumentId(`${coin}/USDT:USDT`),
    kind: "linear",
    base: coin,
    quote: "USDT",
    settle: "USDT",
    side: example.side,
    quantity: decimal(example.quantity),
    contractSize: decimal(1),
    entryPrice: decimal(example.entry),
    markPrice: decimal(example.mark),
    marginMode: isolatedMargin ? "isolated" : "cross",
    isolatedMargin: isolatedMargin ? decimal(isolatedMargin) : null,
    leverage: null,
    // A partial table: the published tier alone, its deduction taken as given.
    marginTiers: [{ ...tier, deduction: decimal(example.deduction) }],
    option: null,
    funding: null,
    reported: NO_REPORTED_POSITION,
  };
}

function places(value: Decimal | null, digits: number): string | undefined {
  return value?.toFixed(digits);
}

describe("Binance USD-M cross, two positions (FAQ b3c689c1…, 2020-08-14)", () => {
  const { positions, pools } = assessAccount(
    snapshotOf([balance("USDT", decimal(WALLET))], [position("ETH", ETH), position("BTC", BTC)]),
  );

  it("binance-usdm-cross-2pos-ETH, binance-usdm-cross-2pos-BTC: liquidation prices", () => {
    expect(positions.map((each) => places(each.liquidationPrice, 2))).toEqual([
      "1153.26",
      "26316.89",
    ]);
  });

  it("binance-usdm-faq-TMM: maintenance margin of each", () => {
    expect(positions.map((each) => places(each.maintenanceMargin, 3))).toEqual([
      "356512.508",
      "71200.811",
    ]);
  });

  it("binance-usdm-faq-UPNL-ETH, binance-usdm-faq-UPNL-BTC: profit of each", () => {
    // The page prints −447,482.10 for ETH; its own inputs give −448,192.885, and its printed
    // liquidation prices agree with the latter.
    expect(positions.map((each) => each.unrealizedPnl?.toFixed())).toEqual([
      "-448192.88514",
      "-56354.56848",
    ]);
  });

  it("ccxt-4.5.8x-binance-cross-margin-trap: the account's margin balance and ratio", () => {
    expect(places(pools[0]!.collateralValue.value, 2)).toBe("1030895.56");
    expect(places(pools[0]!.maintenanceMarginRatio, 4)).toBe("0.4149");
  });
});

describe("Binance USD-M isolated form of the same formula", () => {
  it.each([
    ["binance-usdm-isolated-ETH", "ETH", ETH, "1114.78"],
    ["binance-usdm-isolated-BTC", "BTC", BTC, "18778.73"],
  ] as const)("%s", (_id, coin, example, expected) => {
    const { positions } = assessAccount(
      snapshotOf([balance("USDT", decimal(0))], [position(coin, example, WALLET)]),
    );
    expect(places(positions[0]!.liquidationPrice, 2)).toBe(expected);
  });
});

describe("freqtrade tests/exchange/test_exchange.py @c9ae5e1e: rate 1 %, deduction 0.01", () => {
  const common = { entry: "10", mark: "10", rate: "0.01", deduction: "0.01" };
  it.each([
    ["freqtrade-binance-iso-1", "short", "1", "5", "11.89108910891089"],
    // The source prints 13.211221122079207; its float error begins in the twelfth digit.
    ["freqtrade-binance-iso-2", "short", "1", "3", "13.211221122"],
    ["freqtrade-binance-iso-2", "short", "1", "3", "13.211221122"],
    ["freqtrade-binance-iso-4", "short", "0.6", "5", "11.897689768976898"],
    ["freqtrade-binance-iso-5", "long", "1", "5", "8.070707070707071"],
    ["freqtrade-binance-iso-7", "long", "1", "3", "6.723905723905723"],
    ["freqtrade-binance-iso-8", "long", "0.6", "5", "8.063973063973064"],
  ] as const)("%s", (_id, side, quantity, leverage, expected) => {
    const wallet = decimal(quantity).times(10).div(leverage).toFixed();
    const example = { ...common, side, quantity };
    const { positions } = assessAccount(
      snapshotOf([balance("USDT", decimal(0))], [position("X", example, wallet)]),
    );
    const digits = decimal(expected).precision();
    expect(positions[0]!.liquidationPrice?.toSignificantDigits(digits - 1).toFixed()).toBe(
      decimal(expected)
        .toSignificantDigits(digits - 1)
        .toFixed(),
    );
  });
});

describe("Binance maintenance amounts by the recursion", () => {
  const tables = [
    {
      id: "binance-cum-BTCUSDT-2021",
      floors: [0, 5e4, 25e4, 1e6, 1e7, 2e7, 5e7, 1e8, 2e8, 3e8],
      rates: ["0.004", "0.005", "0.01", "0.025", "0.05", "0.1", "0.125", "0.15", "0.25", "0.5"],
      deductions: [0, 50, 1300, 16300, 266300, 1266300, 2516300, 5016300, 25016300, 100016300],
    },
    {
      id: "binance-cum-BTCUSDT-pre2021",
      floors: [0, 5e4, 25e4, 1e6, 5e6, 1e7, 2e7, 35e6, 5e7],
      rates: ["0.004", "0.005", "0.01", "0.025", "0.05", "0.1", "0.125", "0.15", "0.25"],
      deductions: [0, 50, 1300, 16300, 141300, 641300, 1141300, 2016300, 7016300],
    },
    {
      id: "binance-cum-BTCUSDT-2024-10",
      floors: [0, 5e4, 6e5, 3e6, 12e6, 7e7, 1e8, 23e7, 48e7, 6e8, 8e8, 12e8],
      rates: [
        "0.004",
        "0.005",
        "0.0065",
        "0.01",
        "0.02",
        "0.025",
        "0.05",
        "0.1",
        "0.125",
        "0.15",
        "0.25",
        "0.5",
      ],
      deductions: [
        0, 50, 950, 11450, 131450, 481450, 2981450, 14481450, 26481450, 41481450, 121481450,
        421481450,
      ],
    },
  ];

  function table(floors: readonly number[], rates: readonly string[]) {
    return floors.map((floor, index) =>
      marginTier(
        decimal(floor),
        index + 1 < floors.length ? decimal(floors[index + 1]!) : null,
        decimal(rates[index]!),
      ),
    );
  }

  it.each(tables)("$id", ({ floors, rates, deductions }) => {
    const resolved = resolveTiers(table(floors, rates))!;
    expect(resolved.tiers.map((tier) => tier.deduction.toNumber())).toEqual(deductions);
    expect(resolved.contradiction).toBeNull();
  });

  it.skipIf(!existsSync(BRACKETS))(
    "binance-cum-349-symbols: every bracket of a whole venue obeys the recursion",
    () => {
      const { tiers } = bracketFile.parse(JSON.parse(readFileSync(BRACKETS, "utf8")));
      const tables = Object.values(tiers).map((rows) =>
        rows.map(([floor, cap, rate, deduction]) => ({
          ...marginTier(decimal(floor), decimal(cap), decimal(rate)),
          deduction: decimal(deduction),
        })),
      );
      expect(tables).toHaveLength(349);
      expect(tables.filter((each) => resolveTiers(each)?.contradiction !== null)).toEqual([]);
    },
  );

  it("binance-cum-level5: one step of the FAQ", () => {
    expect(
      resolveTiers(
        table([0, 5e4, 25e4], ["0.004", "0.005", "0.01"]),
      )!.tiers[2]!.deduction.toFixed(),
    ).toBe("1300");
  });

  it("binance-cum-gist-typo: a table that prints 2 % where 2.5 % belongs is found out", () => {
    const printed = [0, 50, 1300, 16300, 266300];
    const tiers = table([0, 5e4, 25e4, 1e6, 1e7], ["0.004", "0.005", "0.01", "0.02", "0.05"]);
    const given = tiers.map((tier, index) => ({ ...tier, deduction: decimal(printed[index]!) }));
    expect(resolveTiers(given)!.contradiction).toBe(
      "tier 4 deducts 16300, its floor and rate give 11300",
    );
  });
});

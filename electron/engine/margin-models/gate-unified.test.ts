import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, order, positionOf } from "../testing/build-account.ts";

const ONE_PERCENT = [{ rate: "0.01" }];
const BALANCES = { USDT: { wallet: "10000" } };

describe("Gate: freqtrade tests/exchange/test_exchange.py @c9ae5e1e, rate 1 %, taker 0.06 %", () => {
  it.each([
    ["freqtrade-gate-iso-1", "short", "10", "1", "5", "11.87413417771621"],
    ["freqtrade-gate-iso-2", "short", "10", "2", "5", "11.87413417771621"],
    ["freqtrade-gate-iso-4", "short", "8", "1", "5", "9.499307342172967"],
    ["freqtrade-gate-iso-6", "long", "10", "1", "5", "8.085708510208207"],
    ["freqtrade-gate-iso-7", "long", "10", "1", "3", "6.738090425173506"],
  ] as const)("%s", (_id, side, entry, quantity, leverage, expected) => {
    const isolated = decimal(quantity).times(entry).div(leverage).toFixed();
    const account = accountOf("gate-unified", {
      balances: {},
      taker: "0.0006",
      positions: [positionOf({ side, entry, quantity, isolated, tiers: ONE_PERCENT })],
    });
    const price = assessAccount(account).positions[0]!.liquidationPrice!;
    // The source computes in doubles: its last digit is rounding.
    const digits = decimal(expected).precision() - 1;
    expect(price.toSignificantDigits(digits).toFixed()).toBe(
      decimal(expected).toSignificantDigits(digits).toFixed(),
    );
  });
});

describe("Gate single-currency mode", () => {
  it("requires progressive tiers and the taker fee on the notional at mark", () => {
    const tiers = [
      { floor: "0", cap: "1000", rate: "0.004" },
      { floor: "1000", rate: "0.005" },
    ];
    const { maintenanceMargin, collateralValue, initialMargin } = assessAccount(
      accountOf("gate-unified", {
        balances: BALANCES,
        taker: "0.0005",
        positions: [
          positionOf({ quantity: "1", entry: "900", mark: "1200", leverage: "10", tiers }),
        ],
      }),
    );
    // 1000 × 0.004 + 200 × 0.005 + 1200 × 0.0005; 10000 + 300; 1200 ÷ 10.
    expect(maintenanceMargin.value?.toFixed()).toBe("5.6");
    expect(collateralValue.value?.toFixed()).toBe("10300");
    expect(initialMargin.value?.toFixed()).toBe("120");
  });

  it("counts the larger side of both legs, fee and all", () => {
    const leg = { entry: "1000", leverage: "10", tiers: ONE_PERCENT };
    const { maintenanceMargin, initialMargin, positions } = assessAccount(
      accountOf("gate-unified", {
        balances: BALANCES,
        taker: "0.0005",
        positions: [
          positionOf({ ...leg, quantity: "1" }),
          positionOf({ ...leg, quantity: "3", side: "short" }),
        ],
      }),
    );
    // 3000 × (0.01 + 0.0005); 3000 ÷ 10.
    expect(maintenanceMargin.value?.toFixed()).toBe("31.5");
    expect(initialMargin.value?.toFixed()).toBe("300");
    // Net short 2: 10000 − 2 (p − 1000) = 0.0315 p.
    expect(positions[0]!.liquidationPrice?.toDecimalPlaces(6).toFixed()).toBe("5906.965297");
  });

  it("is not known without the account's fee rate", () => {
    const { maintenanceMargin, positions, gaps } = assessAccount(
      accountOf("gate-unified", {
        balances: BALANCES,
        positions: [positionOf({ quantity: "1", entry: "900", leverage: "1", tiers: ONE_PERCENT })],
      }),
    );
    expect(maintenanceMargin.value).toBeNull();
    expect(positions[0]!.liquidationPriceReason).toBe("unknown");
    expect(gaps.map((gap) => gap.code)).toEqual(["fee_rate_missing"]);
  });

  it("lets no other coin stand behind USDT contracts, and says so", () => {
    const { collateralValue, gaps } = assessAccount(
      accountOf("gate-unified", {
        balances: { ...BALANCES, BTC: { wallet: "1" } },
        prices: { BTC: "50000" },
        taker: "0.0005",
        positions: [positionOf({ quantity: "1", entry: "900", leverage: "1", tiers: ONE_PERCENT })],
      }),
    );
    expect(collateralValue.value?.toFixed()).toBe("10000");
    expect(gaps.map((gap) => gap.code)).toEqual(["mode_unread"]);
  });

  it("leaves open orders out of maintenance margin, and says so", () => {
    const { maintenanceMargin, initialMargin, gaps } = assessAccount(
      accountOf("gate-unified", {
        balances: BALANCES,
        taker: "0",
        positions: [positionOf({ quantity: "1", entry: "900", leverage: "1", tiers: ONE_PERCENT })],
        orders: [order("BTC/USDT:USDT", "buy", "1", "800")],
      }),
    );
    expect(maintenanceMargin.value?.toFixed()).toBe("9");
    expect(initialMargin.value?.toFixed()).toBe("1700");
    expect(gaps.map((gap) => gap.code)).toEqual(["order_rule_unknown"]);
  });
});

describe("Gate multi-currency mode", () => {
  const position = positionOf({ quantity: "1", entry: "900", leverage: "1", tiers: ONE_PERCENT });

  it("counts every coin at its ratio", () => {
    const { collateralValue, maintenanceMargin, gaps } = assessAccount(
      accountOf("gate-unified", {
        balances: { ...BALANCES, BTC: { wallet: "1", weight: "0.95" } },
        prices: { BTC: "50000", USDT: "0.999" },
        taker: "0",
        positions: [position],
      }),
    );
    // 10000 × 0.999 + 50000 × 0.95; 9 × 0.999.
    expect(collateralValue.value?.toFixed()).toBe("57490");
    expect(maintenanceMargin.value?.toFixed()).toBe("8.991");
    expect(gaps).toEqual([]);
  });

  it("does not know its maintenance margin while it owes", () => {
    const { maintenanceMargin, gaps } = assessAccount(
      accountOf("gate-unified", {
        balances: { USDT: { wallet: "-5" }, BTC: { wallet: "1", weight: "0.95" } },
        prices: { BTC: "50000" },
        taker: "0",
        positions: [position],
      }),
    );
    expect(maintenanceMargin.value).toBeNull();
    expect(gaps.map((gap) => gap.code)).toEqual(["rule_unknown"]);
  });

  it("does not know a liquidation price that lies beyond the first debt", () => {
    const { positions } = assessAccount(
      accountOf("gate-unified", {
        balances: { USDT: { wallet: "5" }, BTC: { wallet: "1", weight: "0.95" } },
        prices: { BTC: "50000" },
        taker: "0",
        positions: [position],
      }),
    );
    // USDT equity is gone at 895; what is required below that is not known.
    expect(positions[0]!.liquidationPriceReason).toBe("unknown");
  });
});

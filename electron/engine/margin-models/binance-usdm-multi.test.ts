import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { accountOf, type AccountText, order, positionOf } from "../testing/build-account.ts";

/** Of the published examples these are not figures of the model. */
const NOT_REPRODUCED = [
  // Bid and ask rates from index and buffers: made where the venue's answer is read; the model takes
  // the rates as they are.
  "binance-assetIndex-ADAUSD",
  // Collateral sold to cover a deficit: auto-exchange is not modelled.
  "binance-autoexchange",
] as const;

type Rates = Readonly<Record<string, readonly [bid: string, ask: string]>>;

function account(rates: Rates, text: AccountText): AccountSnapshot {
  const snapshot = accountOf("binance-usdm-multi", text);
  const balances = snapshot.balances.map((each) => {
    const [bid, ask] = rates[each.asset]!;
    return { ...each, bidRate: decimal(bid), askRate: decimal(ask) };
  });
  return { ...snapshot, balances };
}

/** The FAQ's wallets are not given: USDC at par stands for its equity of 416.02 USD. */
const FAQ_RATES: Rates = { USDC: ["1", "1"], USDT: ["0.99495", "0.99495"] };

describe("multi-assets mode (Binance FAQ c983a9268cfa4e70a4916c276bb3b7bc, 2022-07-06)", () => {
  it("binance-multiasset-avail: without positions all equity is free, per asset at its ask rate", () => {
    const { freeCollateral } = assessAccount(
      account(FAQ_RATES, { balances: { USDC: { wallet: "416.02" }, USDT: { wallet: "0" } } }),
    );
    expect(freeCollateral?.toFixed()).toBe("416.02");
    expect(freeCollateral?.div("0.99495").toFixed(2)).toBe("418.13");
  });

  it("binance-multiasset-positions: requirements of mixed legs at their ask rates", () => {
    const btc = positionOf({
      quantity: "0.5",
      entry: "20000",
      leverage: "100",
      tiers: [{ rate: "0.008" }],
    });
    const eth = positionOf({
      coin: "ETH",
      settle: "USDC",
      quantity: "20",
      entry: "600",
      leverage: "50",
      tiers: [{ rate: "0.01" }],
    });
    const { freeCollateral, maintenanceMargin, maintenanceMarginRatio } = assessAccount(
      account(FAQ_RATES, {
        balances: { USDC: { wallet: "416.02" }, USDT: { wallet: "0" } },
        positions: [btc, eth],
      }),
    );
    // 416.02 − (100 × 0.99495 + 240) = 76.525; 80 × 0.99495 + 120 = 199.596
    expect(freeCollateral?.toFixed()).toBe("76.525");
    expect(freeCollateral?.div("0.99495").toFixed(2)).toBe("76.91");
    expect(maintenanceMargin.value?.toFixed()).toBe("199.596");
    expect(maintenanceMarginRatio?.toFixed(4)).toBe("0.4798");
  });

  it("binance-multiasset-v3-payload: equity at bid, requirements at ask", () => {
    // Index 0.99988078 and buffers of 1 bp were solved from the payload once; wallet from its margin
    // balance; initial, maintenance, available and profit are then independent.
    const rates: Rates = { USDT: ["0.999780791922", "0.999980768078"] };
    const marked = (entry: string) =>
      assessAccount(
        account(rates, {
          balances: { USDT: { wallet: "99.86520687" } },
          positions: [
            positionOf({
              quantity: "1",
              entry,
              mark: "99.62303962",
              leverage: "1",
              tiers: [{ rate: "0.12" }],
            }),
          ],
        }),
      );
    const whole = marked("88.44383212");
    expect(whole.initialMargin.value?.toFixed(6)).toBe("99.621124");
    expect(whole.maintenanceMargin.value?.toFixed(7)).toBe("11.9545348");
    expect(whole.collateralValue.value?.toFixed(5)).toBe("111.02007");
    expect(whole.freeCollateral?.toFixed(5)).toBe("11.39895");
    const profit = whole.collateralValue.value!.minus(marked("99.62303962").collateralValue.value!);
    expect(profit.toFixed(7)).toBe("11.1767569");
  });

  it.each(NOT_REPRODUCED)("%s is listed as not reproduced, with its reason", (id) => {
    const page = readFileSync(new URL("../../../docs/margin/binance.md", import.meta.url), "utf8");
    expect(page).toMatch(new RegExp(`\\| \`${id}\` +\\| not reproduced:`));
  });
});

describe("the rule, clause by clause", () => {
  const RATES: Rates = { USDT: ["0.99", "1.01"], BTC: ["47500", "52500"] };
  const LONG = {
    quantity: "1",
    entry: "50000",
    leverage: "10",
    tiers: [{ rate: "0.01" }],
  } as const;

  it("an asset owed counts at its ask rate and is helped by nothing", () => {
    // −1000 × 1.01 + 0.1 × 47500
    const { collateralValue } = assessAccount(
      account(RATES, { balances: { USDT: { wallet: "-1000" }, BTC: { wallet: "0.1" } } }),
    );
    expect(collateralValue.value?.toFixed()).toBe("3740");
  });

  it("the liquidation price changes from bid to ask where the wallet runs out", () => {
    // USDT 1000 − (50000 − p) is owed below 49000: 1.01 (p − 49000) + 4750 = p × 0.01 × 1.01
    const { positions } = assessAccount(
      account(RATES, {
        balances: { USDT: { wallet: "1000" }, BTC: { wallet: "0.1" } },
        positions: [positionOf(LONG)],
      }),
    );
    const expected = decimal("49490").minus("4750").div(decimal("1.01").times("0.99"));
    expect(positions[0]!.liquidationPrice?.toFixed(20)).toBe(expected.toFixed(20));
  });

  it("open orders of any margin asset hold initial margin at its ask rate", () => {
    const { initialMargin } = assessAccount(
      account(RATES, {
        balances: { USDT: { wallet: "10000" }, BTC: { wallet: "0" } },
        positions: [positionOf(LONG)],
        orders: [order("BTC/USDT:USDT", "buy", "1", "40000")],
      }),
    );
    // (40000 ÷ 10 + 50000 ÷ 10) × 1.01
    expect(initialMargin.value?.toFixed()).toBe("9090");
  });

  it("an asset without a bid rate counts nothing, with a gap", () => {
    const snapshot = account(RATES, {
      balances: { USDT: { wallet: "10" }, BTC: { wallet: "1" } },
    });
    const balances = snapshot.balances.map((each) => ({ ...each, bidRate: null }));
    const { collateralValue, gaps } = assessAccount({ ...snapshot, balances });
    expect(collateralValue.value?.toFixed()).toBe("0");
    expect(gaps.map((gap) => gap.code)).toEqual(["weight_missing", "weight_missing"]);
  });
});

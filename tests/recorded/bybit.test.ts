import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import {
  expectReconciled,
  fetchRecorded,
  gapRows,
  isThere,
  parseBody,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const BYBIT = {
  venue: "bybit",
  marginModel: "bybit-unified",
  credential: { apiKey: "key", secret: "secret" },
  // A second before the recorded rate limit ends.
  readAt: 1_736_866_023_302,
} as const;
const ACCOUNT = "bybit-uta";

const server = serveRecorded();

const fetchSnapshot = () => fetchRecorded(server, BYBIT, ACCOUNT);

const texts = z.record(z.string(), z.unknown());
const rows = z.object({ result: z.object({ list: z.array(texts) }) });
const wallet = z.object({
  result: z.object({ list: z.tuple([z.looseObject({ coin: z.array(texts) })]) }),
});

const body = <Schema extends z.ZodMiniType>(schema: Schema, name: string) =>
  parseBody(schema, ACCOUNT, name);

/** A figure as the body prints it, `null` where it is empty. */
function raw(row: Readonly<Record<string, unknown>>, key: string): string | null {
  return row[key] === "" ? null : decimal(String(row[key])).toFixed();
}

describe.skipIf(!isThere)("recorded unified account of Bybit (skipped without ../shared)", () => {
  it("every position figure is the venue's", async () => {
    const { positions, hedgeMode } = await fetchSnapshot();
    const told = body(rows, "positions-usdt").result.list;
    expect(
      positions.map(({ base, quote, side, quantity, ...position }) => [
        `${base}${quote}`,
        side === "long" ? "Buy" : "Sell",
        quantity.toFixed(),
        position.entryPrice?.toFixed(),
        position.markPrice?.toFixed(),
        position.leverage?.toFixed(),
        position.reported.unrealizedPnl?.toFixed(),
        position.reported.initialMargin?.toFixed(),
        position.reported.maintenanceMargin?.toFixed(),
        position.reported.liquidationPrice,
      ]),
    ).toEqual(
      told.map((row) => [
        row["symbol"],
        row["side"],
        ...["size", "avgPrice", "markPrice", "leverage"].map((key) => raw(row, key)),
        ...["unrealisedPnl", "positionIM", "positionMM", "liqPrice"].map((key) => raw(row, key)),
      ]),
    );
    for (const { kind, settle, contractSize, marginMode, isolatedMargin } of positions)
      expect([kind, settle, contractSize.toFixed(), marginMode, isolatedMargin]).toEqual([
        "linear",
        "USDT",
        "1",
        "cross",
        null,
      ]);
    expect(hedgeMode).toBe(true);
  });

  it("funding rates are the venue's, for an interval nobody recorded", async () => {
    const { positions } = await fetchSnapshot();
    const told = body(rows, "tickers").result.list;
    for (const { base, quote, funding } of positions) {
      const row = told.find((each) => each["symbol"] === `${base}${quote}`) ?? {};
      expect(funding?.rate.toFixed()).toBe(raw(row, "fundingRate"));
      expect(funding?.nextAt).toBe(Number(row["nextFundingTime"]));
      expect(funding?.intervalHours).toBeNull();
    }
  });

  it("every tier is the venue's", async () => {
    const { positions } = await fetchSnapshot();
    const told = body(rows, "risk-limit").result.list;
    for (const { base, quote, marginTiers } of positions) {
      const mine = told.filter((row) => row["symbol"] === `${base}${quote}`);
      expect(
        marginTiers?.map((tier) => [
          tier.floor.toFixed(),
          tier.cap?.toFixed(),
          tier.maintenanceRate.toFixed(),
          tier.initialRate?.toFixed(),
          tier.maxLeverage?.toFixed(),
          tier.deduction?.toFixed() ?? null,
        ]),
      ).toEqual(
        mine.map((row, index) => [
          index === 0 ? "0" : raw(mine[index - 1] ?? {}, "riskLimitValue"),
          ...["riskLimitValue", "maintenanceMargin", "initialMargin", "maxLeverage"].map((key) =>
            raw(row, key),
          ),
          raw(row, "mmDeduction"),
        ]),
      );
    }
  });

  it("every coin of the wallet is read, at the price of its own usdValue", async () => {
    const { balances, prices, reported } = await fetchSnapshot();
    const [told] = body(wallet, "wallet-balance").result.list;
    expect(balances.map(({ asset, walletBalance }) => [asset, walletBalance?.toFixed()])).toEqual(
      told.coin.map((row) => [row["coin"], raw(row, "walletBalance")]),
    );
    for (const row of told.coin) {
      const price = prices.get(String(row["coin"])) ?? ZERO;
      const value = price.times(String(row["equity"]));
      expect(value.toFixed(8)).toBe(decimal(String(row["usdValue"])).toFixed(8));
    }
    expect([
      reported.currency,
      reported.equity?.toFixed(),
      reported.collateralValue?.toFixed(),
      reported.initialMargin?.toFixed(),
      reported.maintenanceMargin?.toFixed(),
      reported.orderInitialMargin?.toFixed(),
      reported.nativeRatio?.name,
      reported.nativeRatio?.value.toFixed(),
    ]).toEqual([
      null,
      ...["totalEquity", "totalMarginBalance", "totalInitialMargin", "totalMaintenanceMargin"].map(
        (key) => raw(told, key),
      ),
      "0",
      "accountMMRate",
      raw(told, "accountMMRate"),
    ]);
  });

  it("orders are read once, though two lists have them, and what nobody recorded leaves gaps", async () => {
    const snapshot = await fetchSnapshot();
    const { openOrders, prices, venueAt } = snapshot;
    expect(
      openOrders.map(({ instrument, side, quantity, price }) =>
        [instrument, side, quantity.toFixed(), price?.toFixed()].join(" "),
      ),
    ).toEqual(["ETH/USDT:USDT buy 0.01 3930.41", "ETH/USDT:USDT sell 0.01 3940.42"]);
    expect(gapRows(snapshot)).toEqual([
      "source_failed balances",
      "source_failed takerFeeRate",
      // Two coins have no positions here, a third has those of another account.
      "contradiction positions",
      "contradiction positions",
      "contradiction positions",
      "stale positions",
    ]);
    expect(prices.size).toBe(7);
    expect(venueAt).toBe(BYBIT.readAt);
  });
});

const NO_FEE_RATE = "the account's fee rate was not recorded";
const NO_WEIGHTS = "the collateral weights were not recorded";
const OTHER_POSITIONS =
  "the wallet is of January 2025, its positions of November 2023; those in USDC and XRP are missing";

/** What can't agree, each with its cause. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  equity: OTHER_POSITIONS,
  collateralValue: NO_WEIGHTS,
  initialMargin: NO_FEE_RATE,
  maintenanceMargin: NO_FEE_RATE,
  maintenanceMarginRatio: NO_WEIGHTS,
  "position.initialMargin BTC/USDT:USDT short": NO_FEE_RATE,
  "position.maintenanceMargin BTC/USDT:USDT short": NO_FEE_RATE,
  "position.initialMargin LTC/USDT:USDT long": NO_FEE_RATE,
  "position.maintenanceMargin LTC/USDT:USDT long": NO_FEE_RATE,
};

describe.skipIf(!isThere)("reconciliation of Bybit (skipped without ../shared)", () => {
  it("every figure agrees or differs for a stated cause", async () => {
    expectReconciled(await fetchSnapshot(), 11, Object.keys(DIFFERENCES));
  });

  it("the wallet alone comes to the venue's equity", async () => {
    const snapshot = await fetchSnapshot();
    const [told] = body(wallet, "wallet-balance").result.list;
    const profits = told.coin.map((row) =>
      (snapshot.prices.get(String(row["coin"])) ?? ZERO).times(String(row["unrealisedPnl"])),
    );
    const cash = assessAccount({ ...snapshot, positions: [] }).equity.value ?? ZERO;
    const difference = cash.plus(sum(profits)).minus(String(told["totalEquity"]));
    // One last digit of each of the seven coins.
    expect(difference.abs().lte("0.00000007")).toBe(true);
  });

  it("with a fee of 0.055 % the LTC position's margins are the venue's, on entry value", async () => {
    const snapshot = await fetchSnapshot();
    const { reconciliation } = assessAccount({ ...snapshot, takerFeeRate: decimal("0.00055") });
    const rowsOf = (instrument: string) =>
      reconciliation.filter(({ subject }) => subject?.startsWith(instrument));
    expect(rowsOf("LTC").map(({ figure, agrees }) => [figure, agrees])).toEqual([
      ["position.unrealizedPnl", true],
      ["position.initialMargin", true],
      ["position.maintenanceMargin", true],
    ]);
    // The short leg's figures hold twice the fee and no tier part: half of a hedged pair, whose
    // other leg was not recorded.
    expect(rowsOf("BTC").map(({ agrees }) => agrees)).toEqual([true, false, false]);
  });
});

describeFailures("Bybit", {
  server,
  venue: BYBIT,
  account: ACCOUNT,
  codes: {
    "invalid-key": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "no-permission": "credentials_rejected",
    "wrong-ip": "credentials_rejected",
    "key-expired": "credentials_rejected",
    "clock-skew": "venue_rejected",
    "rate-limit": "rate_limited",
    "ip-rate-limit": "rate_limited",
    "ip-rate-limit-403-html": "rate_limited",
    "region-403-html": "venue_rejected",
    "server-error": "venue_unavailable",
    "server-timeout": "venue_unavailable",
  },
  waits: { "rate-limit": 1_000, "ip-rate-limit-403-html": 600_000 },
});

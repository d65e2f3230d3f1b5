import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { figureAt } from "./body-figures.ts";
import { expectedCash, expectedHead } from "./expected-snapshot.ts";
import { expectReconciled, fetchRecorded, isThere, serveRecorded } from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const KUCOIN = {
  venue: "kucoinfutures",
  marginModel: "kucoin-cross",
  credential: { apiKey: "key", secret: "secret", passphrase: "pass" },
} as const;
const ACCOUNT = "kucoinfutures-isolated";

const server = serveRecorded();

function fetchSnapshot(): Promise<AccountSnapshot> {
  return fetchRecorded(server, KUCOIN, ACCOUNT);
}

const overview = (key: string) => figureAt(ACCOUNT, "account-overview", "data", key);
const told = (key: string) => figureAt(ACCOUNT, "positions", "data", 0, key);

function tier(index: number) {
  const level = (key: string) => figureAt(ACCOUNT, "risk-limit", "data", index, key);
  return {
    floor: level("minRiskLimit"),
    cap: level("maxRiskLimit"),
    maintenanceRate: level("maintainMargin"),
    initialRate: level("initialMargin"),
    deduction: null,
    maxLeverage: level("maxLeverage"),
  };
}

function expectedPosition() {
  const contract = (key: string) => figureAt(ACCOUNT, "contracts", "data", 0, key);
  return {
    instrument: "BTC/USDT:USDT",
    kind: "linear",
    base: "BTC",
    quote: "USDT",
    settle: "USDT",
    side: "long",
    quantity: told("currentQty"),
    contractSize: contract("multiplier"),
    entryPrice: told("avgEntryPrice"),
    markPrice: told("markPrice"),
    marginMode: "isolated",
    isolatedMargin: told("posMargin"),
    leverage: decimal(told("posCost")).div(told("posInit")).toFixed(),
    marginTiers: [tier(0), tier(1), tier(2)],
    option: null,
    funding: {
      rate: contract("fundingFeeRate"),
      intervalHours: decimal(contract("fundingRateGranularity")).div(3_600_000).toFixed(),
      // Only how long it is until then was told in its year.
      nextAt: null,
    },
    reported: {
      unrealizedPnl: told("unrealisedPnl"),
      initialMargin: told("posInit"),
      maintenanceMargin: told("posMaint"),
      liquidationPrice: told("liquidationPrice"),
    },
  };
}

function expectedSnapshot() {
  const walled = decimal(told("posMargin"));
  return {
    ...expectedHead(KUCOIN, ACCOUNT),
    venueAt: null,
    // One contract's index in USDT tells no price in dollars.
    prices: {},
    takerFeeRate: figureAt(ACCOUNT, "contracts", "data", 0, "takerFeeRate"),
    hedgeMode: false,
    balances: [expectedCash("USDT", decimal(overview("marginBalance")).minus(walled).toFixed())],
    positions: [expectedPosition()],
    openOrders: [],
    reported: {
      currency: "USDT",
      equity: overview("accountEquity"),
      collateralValue: decimal(overview("accountEquity"))
        .minus(walled)
        .minus(told("unrealisedPnl"))
        .toFixed(),
      initialMargin: decimal(overview("positionMargin")).minus(walled).toFixed(),
      maintenanceMargin: null,
      orderInitialMargin: overview("orderMargin"),
      maintenanceMarginRatio: null,
      nativeRatio: null,
    },
    // The recording answers every currency with the wallet of one.
    gaps: [
      { code: "source_failed", path: "balances" },
      { code: "source_failed", path: "balances" },
    ],
  };
}

const LONG = "BTC/USDT:USDT long";
/** Why a figure differs, by its name. The position is of 2023, before the formula of 2025-05-22. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  [`position.initialMargin ${LONG}`]: "the venue's stands at entry, ours at mark",
  [`position.maintenanceMargin ${LONG}`]: "the formula of 2023: at entry, with a reserved fee",
  [`position.liquidationPrice ${LONG}`]: "follows the maintenance margin, rounded to the tick",
};

describe.skipIf(!isThere)("recorded account of KuCoin Futures (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });

  it("its 7 reported figures agree, or the reason is known", async () => {
    expectReconciled(await fetchSnapshot(), 7, Object.keys(DIFFERENCES));
  });

  it("the differences are the formula of 2023, to the last digit", async () => {
    const [position] = (await fetchSnapshot()).positions;
    const cost = decimal(told("posCost"));
    expect(cost.div(position?.leverage ?? 0).toFixed()).toBe(told("posInit"));
    // 0.01 % above the rate of the level, plus the fee reserved for the bankruptcy price.
    const required = cost.times("0.0041").plus(told("posComm"));
    expect(required.toFixed(8)).toBe(told("posMaint"));
    const loss = cost.minus(told("posMargin")).plus(told("posMaint"));
    expect(
      loss
        .div(position?.contractSize ?? 0)
        .ceil()
        .toFixed(),
    ).toBe(told("liquidationPrice"));
  });
});

describeFailures("KuCoin Futures", {
  server,
  venue: KUCOIN,
  account: ACCOUNT,
  codes: {
    "key-not-exists": "credentials_rejected",
    "wrong-passphrase": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "wrong-ip": "credentials_rejected",
    "no-permission": "credentials_rejected",
    "clock-skew": "clock_off",
    "rate-limit-429": "rate_limited",
    maintenance: "venue_unavailable",
  },
  waits: { "rate-limit-429": 12_000 },
});

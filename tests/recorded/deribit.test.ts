import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, sum, type Decimal } from "#shared/domain/decimal.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedCash, expectedHead } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  isThere,
  readBody,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const DERIBIT = {
  venue: "deribit",
  marginModel: "deribit-standard",
  credential: { apiKey: "key", secret: "secret" },
} as const;
const ACCOUNT = "deribit-segregated";

const server = serveRecorded();

const fetchSnapshot = () => fetchRecorded(server, DERIBIT, ACCOUNT);

const summariesBody = z.object({
  result: z.object({
    summaries: z.array(
      z.looseObject({
        currency: z.string(),
        equity: z.number(),
        options_value: z.number(),
        margin_balance: z.number(),
      }),
    ),
  }),
  usOut: z.number(),
});
const positionsBody = z.object({ result: z.array(z.record(z.string(), z.unknown())) });

/** Contracts by the venue's name: its instrument, kind, dollars or coins a contract. */
const CONTRACTS: Readonly<Record<string, readonly [string, string, number]>> = {
  "BTC-PERPETUAL": ["BTC/USD:BTC", "inverse", 10],
  "BTC-3SEP21": ["BTC/USD:BTC-210903", "inverse", 10],
  "BTC-27DEC24-100000-C": ["BTC/USD:BTC-241227-100000-C", "option", 1],
  "SOL-PERPETUAL": ["SOL/USD:SOL", "inverse", 10],
  "ETH-9JAN22-3200-C": ["ETH/USD:ETH-220109-3200-C", "option", 1],
};
const OPTIONS: Readonly<Record<string, object>> = {
  "BTC-27DEC24-100000-C": {
    strike: "100000",
    expiryAt: 1_735_300_800_000,
    underlyingPrice: "97190.5",
  },
  "ETH-9JAN22-3200-C": { strike: "3200", expiryAt: 1_641_715_200_000, underlyingPrice: "3220.99" },
};

/** The snapshot that the bodies tell, written down without the code under test. */
function expectedSnapshot() {
  const summaries = z.parse(summariesBody, readBody(ACCOUNT, "account-summaries"));
  const rows = z
    .parse(positionsBody, readBody(ACCOUNT, "positions"))
    .result.filter((row) => row["size"] !== 0);
  return {
    ...expectedHead(DERIBIT, ACCOUNT),
    venueAt: Math.floor(summaries.usOut / 1000),
    prices: {},
    takerFeeRate: null,
    hedgeMode: false,
    balances: summaries.result.summaries.map((row) => {
      const profits = rows
        .filter((each) => each["kind"] === "future")
        .filter((each) => String(each["instrument_name"]).startsWith(row.currency))
        .map((each) => number(each["total_profit_loss"]));
      return expectedCash(
        row.currency,
        number(row.equity).minus(row.options_value).minus(sum(profits)).toFixed(),
      );
    }),
    positions: rows.map(expectedPosition),
    openOrders: [],
    reported: {
      currency: null,
      equity: null,
      collateralValue: null,
      initialMargin: null,
      maintenanceMargin: null,
      orderInitialMargin: null,
      maintenanceMarginRatio: null,
      nativeRatio: null,
    },
    // Nobody recorded an index, so no currency has a price and two have no common total.
    gaps: [
      { code: "funding_missing", path: "positions" },
      { code: "source_failed", path: "prices" },
      { code: "source_failed", path: "prices" },
      // The rows come from other accounts than the summaries: margin in BTC, options in ETH.
      { code: "contradiction", path: "positions" },
      { code: "contradiction", path: "positions" },
    ],
  };
}

function expectedPosition(row: Readonly<Record<string, unknown>>) {
  const name = String(row["instrument_name"]);
  const [instrument, kind, contractSize] = CONTRACTS[name] ?? expect.unreachable(name);
  const base = name.slice(0, 3);
  const size = number(row["size"]);
  const option = OPTIONS[name];
  return {
    instrument,
    kind,
    base,
    quote: "USD",
    settle: base,
    side: size.isNegative() ? "short" : "long",
    quantity: size.abs().div(contractSize).toFixed(),
    contractSize: String(contractSize),
    entryPrice: plain(row["average_price"]),
    markPrice: plain(row["mark_price"]),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: plain(row["leverage"]),
    marginTiers: null,
    option: option
      ? { type: "call", settlement: "inverse", impliedVolatility: null, ...option }
      : null,
    // The recording answers every perpetual with the ticker of one.
    funding: name === "BTC-PERPETUAL" ? { rate: "0", intervalHours: "8", nextAt: null } : null,
    reported: {
      unrealizedPnl: plain(row["total_profit_loss"]),
      initialMargin: plain(row["initial_margin"]),
      maintenanceMargin: plain(row["maintenance_margin"]),
      liquidationPrice: plain(row["estimated_liquidation_price"]),
    },
  };
}

function number(value: unknown): Decimal {
  return decimal(Number(value));
}

function plain(value: unknown): string | null {
  return value === undefined || value === null ? null : number(value).toFixed();
}

/** Figures that do not agree, each with the reason. */
const DIFFERENCES: readonly (readonly [string, string])[] = [
  ["liquidationPrice BTC/USD:BTC long", "the row is of an account with other money behind it"],
  ["initialMargin BTC/USD:BTC-210903 short", "a row of 2021, before the rates of 2022-01-11"],
  ["maintenanceMargin BTC/USD:BTC-210903 short", "a row of 2021, before the rates of 2022-01-11"],
  ["initialMargin BTC/USD:BTC-241227-100000-C short", "composed: the margin of several options"],
  ["maintenanceMargin BTC/USD:BTC-241227-100000-C short", "composed: the same"],
  ["unrealizedPnl SOL/USD:SOL long", "entry and mark are printed to two places"],
  ["initialMargin SOL/USD:SOL long", "no rates are published for this contract"],
  ["maintenanceMargin SOL/USD:SOL long", "no rates are published for this contract"],
  ["liquidationPrice SOL/USD:SOL long", "no rates are published for this contract"],
  ["unrealizedPnl ETH/USD:ETH-220109-3200-C long", "the entry is printed to four places"],
];

describe.skipIf(!isThere)("recorded account of Deribit (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });

  it("the figures of 17 position fields agree, or the reason is known", async () => {
    const differences = DIFFERENCES.map(([figure]) => `position.${figure}`);
    expectReconciled(await fetchSnapshot(), 17, differences);
  });

  it("each currency's pool comes to the venue's equity and margin balance", async () => {
    const { pools } = assessAccount(await fetchSnapshot());
    const [btc] = z.parse(summariesBody, readBody(ACCOUNT, "account-summaries")).result.summaries;
    const told = (row: typeof btc) => [row?.equity, row?.margin_balance];
    const ours = (currency: string) => {
      const pool = pools.find((each) => each.currency === currency);
      return [pool?.equity.value, pool?.collateralValue.value].map((each) =>
        Number(each?.toFixed(8)),
      );
    };
    expect(ours("BTC")).toEqual(told(btc));
    // The recorded option is of an account that this summary knows nothing of.
    expect(ours("ETH")).toEqual([100.016574, 100]);
  });
});

describeFailures("Deribit", {
  server,
  venue: DERIBIT,
  account: ACCOUNT,
  codes: {
    "invalid-credentials": "credentials_rejected",
    unauthorized: "credentials_rejected",
    "forbidden-scope": "credentials_rejected",
    "rate-limit": "rate_limited",
    "temporarily-unavailable": "venue_unavailable",
    "settlement-in-progress": "venue_unavailable",
    "matching-engine-off": "venue_unavailable",
  },
});

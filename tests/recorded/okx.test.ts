import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { answers, startFaultyVenue } from "../replay/faulty-venue.ts";
import { expectedCash, expectedHead } from "./expected-snapshot.ts";
import {
  connectAt,
  fetchRecorded,
  isThere,
  readBody,
  readOnce,
  serveRecorded,
  verdictsOf,
  type RecordedVenue,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const CREDENTIAL = { apiKey: "key", secret: "secret", passphrase: "passphrase" };
const FUTURES = { venue: "okx", marginModel: "okx-single", credential: CREDENTIAL } as const;
const MULTI = { venue: "okx", marginModel: "okx-multi", credential: CREDENTIAL } as const;
const ACCOUNTS = [
  ["okx-futures-mode", FUTURES],
  ["okx-multi-currency", MULTI],
] as const;

const server = serveRecorded();

const texts = z.record(z.string(), z.unknown());
const envelope = z.object({ data: z.array(texts) });

function rowsOf(account: string, name: string): readonly Readonly<Record<string, unknown>>[] {
  return z.parse(envelope, readBody(account, name)).data;
}

function detailsOf(account: string) {
  return z.parse(z.array(texts), rowsOf(account, "balance")[0]?.["details"]);
}

/** A printed figure, `null` where the venue printed nothing. */
function figure(text: unknown): string | null {
  return typeof text === "string" && text !== "" ? decimal(text).toFixed() : null;
}

/** The snapshot that the bodies tell, written down without the code under test. */
function expectedSnapshot(account: string, venue: RecordedVenue) {
  const [total] = rowsOf(account, "balance");
  const isMulti = venue === MULTI;
  return {
    ...expectedHead(venue, account),
    venueAt: Number(total?.["uTime"]),
    prices: { USDT: isMulti ? "0.99973" : "0.99994" },
    takerFeeRate: null,
    hedgeMode: !isMulti,
    balances: detailsOf(account).map((coin) =>
      expectedCash(String(coin["ccy"]), figure(coin["cashBal"])),
    ),
    positions: rowsOf(account, "positions").map((row) => expectedPosition(account, row)),
    openOrders: rowsOf(account, "orders-pending").map((row) => ({
      instrument: "BTC/USDT:USDT",
      side: row["side"],
      quantity: figure(row["sz"]),
      price: figure(row["px"]),
      reduceOnly: row["reduceOnly"] === "true",
    })),
    reported: isMulti ? totalsOf(total ?? {}) : coinFiguresOf(detailsOf(account)[0] ?? {}),
    gaps: [
      ...(isMulti
        ? [
            { code: "source_failed", path: "balances" },
            { code: "rule_unknown", path: "balances[0].walletBalance" },
          ]
        : []),
      { code: "source_failed", path: "takerFeeRate" },
    ],
  };
}

function expectedPosition(account: string, row: Readonly<Record<string, unknown>>) {
  const [base, quote] = String(row["instId"]).split("-");
  const listed = rowsOf(account, "instruments-swap").find(
    (each) => each["instId"] === row["instId"],
  );
  const isIsolated = row["mgnMode"] === "isolated";
  return {
    instrument: `${base}/${quote}:${quote}`,
    kind: "linear",
    base,
    quote,
    settle: quote,
    side: "long",
    quantity: figure(row["pos"]),
    contractSize: figure(listed?.["ctVal"]),
    entryPrice: figure(row["avgPx"]),
    markPrice: figure(row["markPx"]),
    marginMode: row["mgnMode"],
    isolatedMargin: isIsolated ? figure(row["margin"]) : null,
    leverage: figure(row["lever"]),
    marginTiers: rowsOf(account, "position-tiers").map((tier) => ({
      floor: figure(tier["minSz"]),
      cap: figure(tier["maxSz"]),
      maintenanceRate: figure(tier["mmr"]),
      initialRate: figure(tier["imr"]),
      deduction: null,
      maxLeverage: figure(tier["maxLever"]),
    })),
    option: null,
    funding: expectedFunding(account, String(row["instId"])),
    reported: {
      unrealizedPnl: figure(row["upl"]),
      initialMargin: figure(row["imr"]),
      maintenanceMargin: figure(row["mmr"]),
      liquidationPrice: figure(row["liqPx"]),
    },
  };
}

function expectedFunding(account: string, instId: string) {
  const told = rowsOf(account, "funding-rate").find((each) => each["instId"] === instId);
  if (!told) return null;
  const [at, next] = [Number(told["fundingTime"]), Number(told["nextFundingTime"])];
  return {
    rate: figure(told["fundingRate"]),
    intervalHours: String((next - at) / 3_600_000),
    nextAt: at,
  };
}

function totalsOf(total: Readonly<Record<string, unknown>>) {
  return {
    currency: null,
    equity: figure(total["totalEq"]),
    collateralValue: figure(total["adjEq"]),
    initialMargin: figure(total["imr"]),
    maintenanceMargin: figure(total["mmr"]),
    orderInitialMargin: figure(total["ordFroz"]),
    maintenanceMarginRatio: "0.00000695978507866509",
    nativeRatio: { name: "mgnRatio", value: figure(total["mgnRatio"]) },
  };
}

function coinFiguresOf(coin: Readonly<Record<string, unknown>>) {
  return {
    currency: coin["ccy"],
    equity: figure(coin["eq"]),
    collateralValue: null,
    initialMargin: figure(coin["imr"]),
    maintenanceMargin: figure(coin["mmr"]),
    orderInitialMargin: null,
    maintenanceMarginRatio: null,
    nativeRatio: null,
  };
}

/** Answers that nobody recorded, composed: the fee that the recorded ratio implies, USDT at par. */
const UNRECORDED = {
  "/api/v5/account/trade-fee": {
    code: "0",
    data: [{ instType: "SWAP", taker: "-0.0005", takerU: "-0.0005", takerUSDC: "-0.0005" }],
  },
  "/api/v5/public/discount-rate-interest-free-quota": {
    code: "0",
    data: [
      {
        ccy: "USDT",
        minDiscountRate: "0",
        details: [{ discountRate: "1", minAmt: "0", maxAmt: "" }],
      },
    ],
  },
  // The recorded order is of another account and another year.
  "/api/v5/trade/orders-pending": { code: "0", data: [] },
};

const WITHOUT_FEE = "maintenance margin without the liquidation fee, as `mmr` states it";
const COINS_CUT = "the documentation's sample lists one coin of many; its totals are of all";
const COMPOSED_PRICE = "the position was composed and its price is approximate";

/** Each figure the venue reports: agrees, the reading it follows, or our difference and its cause. */
const VERDICTS: Readonly<
  Record<(typeof ACCOUNTS)[number][0], readonly (readonly [string, string, cause?: string])[]>
> = {
  "okx-futures-mode": [
    ["equity", "agrees"],
    ["initialMargin", "agrees"],
    ["maintenanceMargin", "agrees"],
    ["position.unrealizedPnl ETH/USDT:USDT long", "agrees"],
    ["position.maintenanceMargin ETH/USDT:USDT long", WITHOUT_FEE],
    ["position.liquidationPrice ETH/USDT:USDT long", "-2.668", COMPOSED_PRICE],
  ],
  "okx-multi-currency": [
    ["equity", "-51000", COINS_CUT],
    ["collateralValue", "-50570", COINS_CUT],
    ["initialMargin", "agrees"],
    ["maintenanceMargin", WITHOUT_FEE],
    ["maintenanceMarginRatio", "0.0000727", COINS_CUT],
    ["position.unrealizedPnl BTC/USDT:USDT long", "agrees"],
    ["position.initialMargin BTC/USDT:USDT long", "agrees"],
    ["position.maintenanceMargin BTC/USDT:USDT long", WITHOUT_FEE],
  ],
};

async function fetchCompleted(account: string, venue: RecordedVenue): Promise<AccountSnapshot> {
  const completed = await startFaultyVenue(server().proxyUrl(account));
  for (const [path, body] of Object.entries(UNRECORDED))
    completed.faults.set(path, answers(200, body));
  try {
    return await readOnce(connectAt(completed.proxyUrl, venue, account));
  } finally {
    await completed.close();
  }
}

describe.skipIf(!isThere)("recorded accounts of OKX (skipped without ../shared)", () => {
  it.each(ACCOUNTS)("%s: the whole snapshot is what the bodies tell", async (account, venue) => {
    const snapshot = await fetchRecorded(server, venue, account);
    expect(plainSnapshot(snapshot)).toEqual(expectedSnapshot(account, venue));
  });

  it.each(ACCOUNTS)("%s: each figure agrees or has its cause", async (account, venue) => {
    const verdicts = verdictsOf(await fetchCompleted(account, venue));
    expect(verdicts).toEqual(VERDICTS[account].map(([name, verdict]) => [name, verdict]));
  });

  it.each([
    ["okx-futures-mode", MULTI, "The account is in futures mode"],
    ["okx-multi-currency", FUTURES, "The account is in multi-currency margin mode"],
  ])("%s is refused by the rule of another mode", async (account, venue, message) => {
    await expect(fetchRecorded(server, venue, account)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining(message),
    });
  });
});

describeFailures("OKX", {
  server,
  venue: MULTI,
  account: "okx-multi-currency",
  codes: {
    "invalid-key": "credentials_rejected",
    "wrong-passphrase": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "wrong-environment": "credentials_rejected",
    "no-permission": "credentials_rejected",
    "wrong-ip": "credentials_rejected",
    "clock-skew": "clock_off",
    "rate-limit-429": "rate_limited",
  },
});

import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import type { Credential } from "../../electron/exchange/exchange-client.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import type { CcxtId } from "../../electron/exchange/venue.ts";
import { createGenericVenue } from "../../electron/exchange/venues/generic.ts";
import { type GenericPlan, PLANS } from "../../electron/exchange/venues/generic/plans.ts";
import { VENUES } from "../../electron/exchange/venues/venues.ts";
import { figureAt } from "./body-figures.ts";
import { expectedHead } from "./expected-snapshot.ts";
import { fetchRecorded, isThere, type RecordedVenue, serveRecorded } from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

/*
 * Accounts whose venues Keel knows, read by ccxt's unified methods as if it did not: what a generic
 * venue's account is made of, held against what the venue's own fields say.
 */

const KEY: Credential = { apiKey: "key", secret: "c2VjcmV0", passphrase: "pass" };
const HYPERLIQUID = { apiKey: "", secret: "", walletAddress: `0x${"1".repeat(40)}` };
const DYDX = {
  ...{ apiKey: "", secret: "" },
  walletAddress: "dydx1n56z5fhmemtffzkt2eqyf9kuc7ycjfs86mvqy7",
};
/** A class that fills in what classes should. */
const PLAN: GenericPlan = { ...PLANS.woo, tellsIsolatedMargin: true };

type Recorded = {
  readonly id: CcxtId;
  readonly account: string;
  readonly model: MarginModelId;
  readonly credential?: Credential;
  readonly plan?: GenericPlan;
  /** What ccxt has to be told of an account that it can't tell by itself. */
  readonly options?: Readonly<Record<string, unknown>>;
};

const ACCOUNTS: readonly Recorded[] = [
  { id: "kucoinfutures", account: "kucoinfutures-isolated", model: "kucoin-cross" },
  { id: "bybit", account: "bybit-uta", model: "bybit-unified", plan: PLANS.bybitid },
  { id: "okx", account: "okx-multi-currency", model: "okx-multi", plan: PLANS.myokx },
  { id: "okx", account: "okx-futures-mode", model: "okx-single", plan: PLANS.myokx },
  { id: "gate", account: "gate-cross", model: "gate-unified" },
  {
    ...{ id: "hyperliquid", account: "hyperliquid-cross", model: "hyperliquid" },
    credential: HYPERLIQUID,
  },
  {
    ...{ id: "hyperliquid", account: "hyperliquid-isolated", model: "hyperliquid" },
    credential: HYPERLIQUID,
  },
  {
    ...{ id: "bitget", account: "bitget-uta", model: "bitget-cross" },
    options: { uta: true },
  },
  { id: "krakenfutures", account: "krakenfutures-flex", model: "kraken-flex" },
  { id: "dydx", account: "dydx-cross", model: "dydx-v4", credential: DYDX },
  { id: "binanceusdm", account: "binanceusdm-hedge", model: "binance-usdm" },
  { id: "binanceusdm", account: "binanceusdm-demo", model: "binance-usdm" },
];

const server = serveRecorded();

function ownVenue({ id, model, credential = KEY }: Recorded): RecordedVenue {
  return { venue: id, marginModel: model, credential };
}

/** The same account through the generic reading, with the settings its class needs. */
function genericVenue(recorded: Recorded): RecordedVenue {
  const { id, plan = PLAN } = recorded;
  const options = { ...VENUES.get(id)?.options, ...recorded.options, defaultType: "swap" };
  const venues = new Map([[id, { ...createGenericVenue(id, plan), options }]]);
  return { ...ownVenue(recorded), marginModel: "generic-cross", venues };
}

const read = (venue: RecordedVenue, { account }: Recorded) => fetchRecorded(server, venue, account);

/** What has to be the same whoever reads. dYdX's contracts are in dollars or in USDC by who tells. */
function holding({ base, settle, side, quantity, contractSize, entryPrice }: Position) {
  return [base, settle, side, quantity.toFixed(), contractSize.toFixed(), entryPrice?.toFixed()];
}

describe.skipIf(!isThere)("recorded accounts read generically (skipped without ../shared)", () => {
  it.each(ACCOUNTS)("$account: what is held is what the venue's own fields say", async (each) => {
    const generic = await read(genericVenue(each), each);
    const own = await read(ownVenue(each), each);
    expect(generic.positions.map(holding)).toEqual(own.positions.map(holding));
    expect(generic.positions.length).toBeGreaterThan(0);
  });

  it.each(ACCOUNTS)("$account: reaches an assessment that promises nothing", async (each) => {
    const { venue, marginModel, gaps, ...rest } = await read(genericVenue(each), each);
    expect([venue, marginModel]).toEqual([each.id, "generic-cross"]);
    expect(gaps.map(({ path }) => path)).toContain("reported");
    const { reconciliation } = assessAccount({ ...rest, venue, marginModel, gaps });
    expect(reconciliation.filter(({ subject }) => subject === null)).toEqual([]);
  });

  it("deribit-segregated: ccxt's size of an inverse contract is its dollars, not its number", async () => {
    const deribit: Recorded = {
      id: "deribit",
      account: "deribit-segregated",
      model: "deribit-standard",
    };
    const generic = await read(genericVenue(deribit), deribit);
    const own = await read(ownVenue(deribit), deribit);
    const times = generic.positions.map(({ quantity }, index) =>
      quantity.div(own.positions[index]?.quantity ?? 0).toFixed(),
    );
    expect(times).toEqual(["10", "10", "1", "10", "1"]);
  });

  it.each(ACCOUNTS.filter(({ id }) => id === "okx"))(
    "$account: the rate of now is that of the venue's tier",
    async (each) => {
      const generic = await read(genericVenue(each), each);
      const own = await read(ownVenue(each), each);
      const rates = ({ marginTiers }: Position) => marginTiers?.[0]?.maintenanceRate.toFixed();
      expect(generic.positions.map(rates)).toEqual(own.positions.map(rates));
      expect(generic.positions.map(rates)).toEqual(["0.004"]);
    },
  );

  it("kucoinfutures-isolated: the whole snapshot is what the bodies tell", async () => {
    const [kucoin] = ACCOUNTS;
    expect(kucoin && plainSnapshot(await read(genericVenue(kucoin), kucoin))).toEqual(
      expectedSnapshot("kucoinfutures-isolated"),
    );
  });
});

function expectedSnapshot(account: string) {
  const told = (key: string) => figureAt(account, "positions", "data", 0, key);
  const overview = (key: string) => figureAt(account, "account-overview", "data", key);
  const profit = decimal(told("unrealisedPnl"));
  // ccxt puts the loss into the wallet of an isolated position. Keel can't know, and takes it as is.
  const isolatedMargin = decimal(told("posMargin")).plus(profit);
  return {
    ...expectedHead(
      { venue: "kucoinfutures", marginModel: "generic-cross", credential: KEY },
      account,
    ),
    venueAt: null,
    // One contract in USDT tells no price in dollars.
    prices: {},
    takerFeeRate: null,
    hedgeMode: null,
    balances: [
      {
        asset: "USDT",
        walletBalance: decimal(overview("accountEquity")).minus(isolatedMargin).toFixed(),
        borrowed: null,
        accruedInterest: "0",
        collateralWeight: null,
        collateralTiers: null,
        bidRate: null,
        askRate: null,
      },
    ],
    positions: [
      {
        instrument: "BTC/USDT:USDT",
        kind: "linear",
        base: "BTC",
        quote: "USDT",
        settle: "USDT",
        side: "long",
        quantity: told("currentQty"),
        contractSize: figureAt(account, "contracts", "data", 0, "multiplier"),
        entryPrice: told("avgEntryPrice"),
        markPrice: told("markPrice"),
        marginMode: "isolated",
        isolatedMargin: isolatedMargin.toFixed(),
        leverage: told("realLeverage"),
        marginTiers: null,
        option: null,
        funding: null,
        reported: {
          unrealizedPnl: told("unrealisedPnl"),
          initialMargin: told("posInit"),
          // Of no generic venue's class is it known to hold unless its plan says so.
          maintenanceMargin: null,
          liquidationPrice: told("liquidationPrice"),
        },
      },
    ],
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
    gaps: [
      // The recording has no answer to this question of ccxt's.
      { code: "funding_missing", path: "positions" },
      { code: "rule_unknown", path: "reported" },
      { code: "rule_unknown", path: "balances[0].walletBalance" },
    ],
  };
}

/** Only what any venue may answer: a venue's own words are left to ccxt's classes. */
for (const { name, recorded } of [
  { name: "a generic venue (KuCoin Futures)", recorded: ACCOUNTS[0] },
  { name: "a generic venue (Bybit)", recorded: ACCOUNTS[1] },
  { name: "a generic venue (Gate)", recorded: ACCOUNTS[4] },
]) {
  if (!recorded) continue;
  const { account } = recorded;
  describeFailures(name, { server, venue: genericVenue(recorded), account, cases: "any" });
}

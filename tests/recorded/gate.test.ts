import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal, ZERO } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedCash, expectedHead, expectedLinear } from "./expected-snapshot.ts";
import {
  expectReconciled,
  fetchRecorded,
  isThere,
  parseBody,
  serveRecorded,
} from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const GATE = {
  venue: "gate",
  marginModel: "gate-unified",
  credential: { apiKey: "key", secret: "secret" },
  readAt: 1_705_034_246_000,
} as const;
const ACCOUNT = "gate-cross";

const server = serveRecorded();

const fetchSnapshot = () => fetchRecorded(server, GATE, ACCOUNT);

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);

const body = <Schema extends z.ZodMiniType>(schema: Schema, name: string) =>
  parseBody(schema, ACCOUNT, name);

/** A figure as the body prints it; `0` and absent are how the venue says "none". */
function raw(told: Readonly<Record<string, unknown>>, key: string): string | null {
  if (!(key in told)) return null;
  const value = decimal(String(told[key]));
  return value.isZero() ? null : value.toFixed();
}

describe.skipIf(!isThere)("recorded classic account of Gate (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual(expectedSnapshot());
  });
});

function expectedSnapshot() {
  const told = body(row, "accounts");
  return {
    ...expectedHead(GATE, ACCOUNT),
    readAt: GATE.readAt,
    venueAt: null,
    // The price of USDT was not recorded.
    prices: {},
    takerFeeRate: null,
    hedgeMode: false,
    balances: [expectedCash("USDT", raw(told, "total"))],
    positions: body(rows, "positions").map(expectedPosition),
    openOrders: [],
    reported: {
      currency: "USDT",
      equity: decimal(String(told["total"])).plus(String(told["unrealised_pnl"])).toFixed(),
      collateralValue: null,
      // Orders hold nothing.
      initialMargin: raw(told, "cross_initial_margin"),
      maintenanceMargin: raw(told, "cross_maintenance_margin"),
      orderInitialMargin: "0",
      maintenanceMarginRatio: null,
      nativeRatio: null,
    },
    // Endpoints that nobody recorded.
    gaps: [
      { code: "source_failed", path: "prices" },
      { code: "source_failed", path: "takerFeeRate" },
      { code: "source_failed", path: "positions" },
      { code: "source_failed", path: "positions" },
      { code: "source_failed", path: "positions" },
    ],
  };
}

type Row = Readonly<Record<string, unknown>>;

function expectedPosition(told: Row) {
  const [base = ""] = String(told["contract"]).split("_");
  const terms = body(rows, "contracts").find(({ name }) => name === told["contract"]) ?? {};
  return {
    ...expectedLinear(base),
    side: "long",
    quantity: raw(told, "size"),
    contractSize: raw(terms, "quanto_multiplier"),
    entryPrice: raw(told, "entry_price"),
    markPrice: raw(told, "mark_price"),
    marginMode: "cross",
    isolatedMargin: null,
    leverage: raw(told, "cross_leverage_limit"),
    // Those of LTC were not recorded.
    marginTiers: base === "BTC" ? body(rows, "risk-limit-tiers").map(expectedTier) : null,
    funding: {
      rate: raw(terms, "funding_rate"),
      intervalHours: "8",
      // The next time after the reading, 2024-01-12 04:37:26 UTC.
      nextAt: Date.UTC(2024, 0, 12, 8),
    },
    reported: {
      unrealizedPnl: raw(told, "unrealised_pnl"),
      initialMargin: raw(told, "initial_margin"),
      maintenanceMargin: raw(told, "maintenance_margin"),
      liquidationPrice: raw(told, "liq_price"),
    },
  };
}

/** A tier begins where the one before it ends. */
function expectedTier(tier: Row, index: number, tiers: readonly Row[]) {
  return {
    floor: index === 0 ? "0" : raw(tiers[index - 1] ?? {}, "risk_limit"),
    cap: raw(tier, "risk_limit"),
    maintenanceRate: raw(tier, "maintenance_rate"),
    initialRate: raw(tier, "initial_rate"),
    deduction: decimal(String(tier["deduction"])).toFixed(),
    maxLeverage: raw(tier, "leverage_max"),
  };
}

/** What can't agree, each with its cause. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  initialMargin: "the BTC position states no leverage limit, so its initial margin is not known",
  maintenanceMargin: "fee rate and LTC's tiers were not recorded",
};

describe.skipIf(!isThere)("reconciliation of Gate (skipped without ../shared)", () => {
  it("every figure agrees or differs for a stated cause", async () => {
    expectReconciled(await fetchSnapshot(), 5, Object.keys(DIFFERENCES));
  });

  it("with LTC at its contract's 1 % and a fee of 0.06 % maintenance margin is the venue's", async () => {
    const snapshot = await fetchSnapshot();
    const ltc = body(rows, "contracts").find((told) => told["name"] === "LTC_USDT");
    const tier: MarginTier = {
      floor: ZERO,
      cap: null,
      maintenanceRate: decimal(String(ltc?.["maintenance_rate"])),
      initialRate: null,
      deduction: null,
      maxLeverage: null,
    };
    const positions = snapshot.positions.map((position) => ({
      ...position,
      marginTiers: position.marginTiers ?? [tier],
    }));
    const completed = { ...snapshot, positions, takerFeeRate: decimal("0.0006") };
    const { reconciliation } = assessAccount(completed);
    const figure = reconciliation.find((each) => each.figure === "maintenanceMargin");
    expect([figure?.agrees, figure?.calculated?.toFixed(4)]).toEqual([true, "0.2227"]);
  });
});

describeFailures("Gate", {
  server,
  venue: GATE,
  account: ACCOUNT,
  codes: {
    "invalid-key": "credentials_rejected",
    "bad-signature": "credentials_rejected",
    "forbidden-ip": "credentials_rejected",
    "read-only": "credentials_rejected",
    "clock-skew": "clock_off",
    "rate-limit-429": "rate_limited",
    "server-error": "venue_unavailable",
    "too-busy": "venue_unavailable",
  },
  waits: { "rate-limit-429": 14_000 },
});

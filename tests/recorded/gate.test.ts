import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod/mini";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { decimal, ZERO } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot, MarginTier } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type ReplayServer, startReplayServer } from "../replay/replay-server.ts";
import { parseCases } from "../replay/routes.ts";

const ROOT = path.join(import.meta.dirname, "../../../shared/data/recorded");
const ACCOUNT = "gate-cross";
const isThere = existsSync(ROOT);
const NOW = 1_705_034_246_000;

let server: ReplayServer;
beforeAll(async () => {
  if (isThere) server = await startReplayServer(ROOT);
});
afterAll(() => server?.close());

function connect(errorCase?: string) {
  const connection = {
    accountId: accountId(ACCOUNT),
    label: ACCOUNT,
    venue: "gate",
    marginModel: "gate-unified" as const,
    proxyUrl: server.proxyUrl(ACCOUNT, errorCase),
  };
  const pace = { timeoutMs: 500, deadlineMs: 10_000, weightMs: 1 };
  return connectCcxt(connection, { apiKey: "key", secret: "secret" }, () => NOW, pace);
}

async function fetchSnapshot(): Promise<AccountSnapshot> {
  const client = connect();
  try {
    return await client.fetchAccount();
  } finally {
    await client.close();
  }
}

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);

function body<Schema extends z.ZodMiniType>(schema: Schema, name: string): z.infer<Schema> {
  const file = path.join(ROOT, ACCOUNT, "bodies", `${name}.json`);
  return z.parse(schema, JSON.parse(readFileSync(file, "utf8")));
}

/** A figure as the body prints it; `0` and absent are how the venue says "none". */
function raw(told: Readonly<Record<string, unknown>>, key: string): string | null {
  if (!(key in told)) return null;
  const value = decimal(String(told[key]));
  return value.isZero() ? null : value.toFixed();
}

describe.skipIf(!isThere)("recorded classic account of Gate (skipped without ../shared)", () => {
  it("every position figure is the venue's", async () => {
    const { positions, hedgeMode } = await fetchSnapshot();
    const sizes = new Map(
      body(rows, "contracts").map((told) => [told["name"], raw(told, "quanto_multiplier")]),
    );
    expect(
      positions.map(({ base, quote, side, quantity, ...position }) => [
        `${base}_${quote}`,
        quantity.times(side === "long" ? 1 : -1).toFixed(),
        position.contractSize.toFixed(),
        position.entryPrice?.toFixed() ?? null,
        position.markPrice?.toFixed() ?? null,
        position.leverage?.toFixed() ?? null,
        position.reported.unrealizedPnl?.toFixed() ?? null,
        position.reported.initialMargin?.toFixed() ?? null,
        position.reported.maintenanceMargin?.toFixed() ?? null,
        position.reported.liquidationPrice?.toFixed() ?? null,
      ]),
    ).toEqual(
      body(rows, "positions").map((told) => [
        told["contract"],
        raw(told, "size"),
        sizes.get(told["contract"]),
        ...["entry_price", "mark_price", "cross_leverage_limit", "unrealised_pnl"].map((key) =>
          raw(told, key),
        ),
        ...["initial_margin", "maintenance_margin", "liq_price"].map((key) => raw(told, key)),
      ]),
    );
    for (const { kind, settle, marginMode, isolatedMargin } of positions)
      expect([kind, settle, marginMode, isolatedMargin]).toEqual(["linear", "USDT", "cross", null]);
    expect(hedgeMode).toBe(false);
  });

  it("every tier is the venue's; a contract without any has none", async () => {
    const { positions } = await fetchSnapshot();
    const told = body(rows, "risk-limit-tiers");
    expect(
      positions.map(({ marginTiers }) =>
        marginTiers?.map((tier) => [
          tier.floor.toFixed(),
          tier.cap?.toFixed(),
          tier.maintenanceRate.toFixed(),
          tier.initialRate?.toFixed(),
          tier.maxLeverage?.toFixed(),
        ]),
      ),
    ).toEqual([
      told.map((tier, index) => [
        index === 0 ? "0" : raw(told[index - 1] ?? {}, "risk_limit"),
        ...["risk_limit", "maintenance_rate", "initial_rate", "leverage_max"].map((key) =>
          raw(tier, key),
        ),
      ]),
      undefined,
    ]);
  });

  it("cash and the account's figures are the venue's, in USDT", async () => {
    const { balances, reported, openOrders } = await fetchSnapshot();
    const told = body(row, "accounts");
    expect(balances.map(({ asset, walletBalance }) => [asset, walletBalance?.toFixed()])).toEqual([
      ["USDT", raw(told, "total")],
    ]);
    expect([
      reported.currency,
      reported.equity?.minus(String(told["unrealised_pnl"])).toFixed(),
      reported.initialMargin?.toFixed(),
      reported.maintenanceMargin?.toFixed(),
      reported.orderInitialMargin?.toFixed(),
      reported.collateralValue,
      reported.nativeRatio,
    ]).toEqual([
      "USDT",
      ...["total", "cross_initial_margin", "cross_maintenance_margin"].map((key) => raw(told, key)),
      "0",
      null,
      null,
    ]);
    expect(openOrders).toEqual([]);
  });

  it("endpoints nobody recorded leave gaps, not a failure", async () => {
    const { gaps } = await fetchSnapshot();
    expect(gaps.map(({ code, path: at }) => `${code} ${at}`)).toEqual([
      "source_failed prices",
      "source_failed takerFeeRate",
      "source_failed positions",
      "source_failed positions",
      "source_failed positions",
    ]);
  });
});

/** What can't agree, each with its cause. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  initialMargin: "the BTC position states no leverage limit, so its initial margin is not known",
  maintenanceMargin: "fee rate and LTC's tiers were not recorded",
};

describe.skipIf(!isThere)("reconciliation (skipped without ../shared)", () => {
  it("every figure agrees or differs for a stated cause", async () => {
    const { reconciliation } = assessAccount(await fetchSnapshot());
    const differing = reconciliation.filter((each) => !each.agrees).map(({ figure }) => figure);
    expect(differing).toEqual(Object.keys(DIFFERENCES));
    expect(reconciliation).toHaveLength(5);
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

const EXPECTED: Readonly<Record<string, ErrorCode>> = {
  "invalid-key": "credentials_rejected",
  "bad-signature": "credentials_rejected",
  "forbidden-ip": "credentials_rejected",
  "read-only": "credentials_rejected",
  "clock-skew": "venue_rejected",
  "rate-limit-429": "rate_limited",
  "server-error": "venue_unavailable",
  "too-busy": "venue_unavailable",
  "gateway-502-html": "venue_unavailable",
  "gateway-504-html": "venue_unavailable",
  "empty-body-200": "bad_venue_data",
  "empty-object-200": "bad_venue_data",
  "null-200": "bad_venue_data",
  "truncated-json-200": "bad_venue_data",
  "html-200": "bad_venue_data",
  "connection-reset": "venue_unavailable",
  hang: "venue_unavailable",
};

function casesOf(venue: string): readonly string[] {
  if (!isThere) return ["none without ../shared"];
  const file = path.join(ROOT, "_errors", venue, "cases.json");
  return Object.keys(parseCases(JSON.parse(readFileSync(file, "utf8"))).cases);
}

describe.skipIf(!isThere)("recorded failures (skipped without ../shared)", () => {
  it.each([...new Set([...casesOf("gate"), ...casesOf("_generic")])])("%s", async (name) => {
    const client = connect(name);
    const failing = client.fetchAccount();
    await expect(failing).rejects.toMatchObject({ code: EXPECTED[name] });
    await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
    if (name === "rate-limit-429")
      await expect(failing).rejects.toMatchObject({ retryAfterMs: 14_000 });
    await client.close();
  });
});

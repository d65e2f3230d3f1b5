import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal } from "#shared/domain/decimal.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedHead } from "./expected-snapshot.ts";
import { fetchRecorded, isThere, readBody, serveRecorded, verdictsOf } from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

const BITGET = {
  venue: "bitget",
  marginModel: "bitget-cross",
  credential: { apiKey: "key", secret: "secret", passphrase: "passphrase" },
} as const;
const ACCOUNT = "bitget-uta";

const server = serveRecorded();

const texts = z.record(z.string(), z.string());
const assetsBody = z.object({
  requestTime: z.number(),
  data: z.intersection(
    z.object({ assets: z.array(texts) }),
    z.looseObject({
      accountEquity: z.string(),
      effEquity: z.string(),
      imr: z.string(),
      mmr: z.string(),
      mgnRatio: z.string(),
    }),
  ),
});
const listBody = z.object({ data: z.object({ list: z.array(texts) }) });
const rowsBody = z.object({ data: z.array(texts) });

function plain(text: string | undefined): string {
  return decimal(text ?? "NaN").toFixed();
}

/** The snapshot that the bodies tell, written down without the code under test. */
function expectedSnapshot() {
  const { data, requestTime } = z.parse(assetsBody, readBody(ACCOUNT, "assets"));
  const rows = z.parse(listBody, readBody(ACCOUNT, "positions")).data.list;
  const tiers = z.parse(rowsBody, readBody(ACCOUNT, "position-tier")).data;
  return {
    ...expectedHead(BITGET, ACCOUNT),
    venueAt: requestTime,
    prices: { USDT: "0.999998307439", BGB: "4.46587890646" },
    takerFeeRate: null,
    hedgeMode: true,
    balances: data.assets.map((coin) => ({
      asset: coin["coin"],
      walletBalance: plain(coin["balance"]),
      borrowed: plain(coin["debt"]),
      accruedInterest: "0",
      collateralWeight: null,
      collateralTiers: null,
      bidRate: null,
      askRate: null,
    })),
    positions: rows.map((row) => ({
      instrument: "BTC/USDT:USDT",
      kind: "linear",
      base: "BTC",
      quote: "USDT",
      settle: row["marginCoin"],
      side: row["posSide"],
      quantity: plain(row["total"]),
      contractSize: "1",
      entryPrice: plain(row["avgPrice"]),
      markPrice: plain(row["markPrice"]),
      marginMode: "cross",
      isolatedMargin: null,
      leverage: plain(row["leverage"]),
      marginTiers: tiers.map((tier) => ({
        floor: plain(tier["startUnit"]),
        cap: plain(tier["endUnit"]),
        maintenanceRate: plain(tier["keepMarginRate"]),
        initialRate: null,
        deduction: null,
        maxLeverage: plain(tier["leverage"]),
      })),
      option: null,
      funding: { rate: "0.0001", intervalHours: "8", nextAt: 1_700_812_800_000 },
      reported: {
        unrealizedPnl: plain(row["unrealisedPnl"]),
        initialMargin: null,
        maintenanceMargin: null,
        liquidationPrice: null,
      },
    })),
    openOrders: [],
    reported: {
      currency: null,
      equity: plain(data.accountEquity),
      collateralValue: plain(data.effEquity),
      initialMargin: plain(data.imr),
      maintenanceMargin: plain(data.mmr),
      orderInitialMargin: null,
      maintenanceMarginRatio: plain(data.mgnRatio),
      nativeRatio: { name: "mgnRatio", value: plain(data.mgnRatio) },
    },
    gaps: [{ code: "mode_unread", path: "marginModel" }],
  };
}

const OLDER_MARK = "the venue's profit is of a mark 0.3 lower than the one in the same row";
const WITHOUT_FEE = "composed as notional × 0.004, without the liquidation fee of 0.06 %";

/** Each figure the venue reports: agrees, or our difference and its cause. */
const VERDICTS: readonly (readonly [figure: string, verdict: string, cause?: string])[] = [
  ["equity", "0.0003", OLDER_MARK],
  ["collateralValue", "0.0003", OLDER_MARK],
  ["initialMargin", "agrees"],
  ["maintenanceMargin", "0.06445", WITHOUT_FEE],
  ["maintenanceMarginRatio", "0.01039", WITHOUT_FEE],
  ["position.unrealizedPnl BTC/USDT:USDT long", "0.0003", OLDER_MARK],
];

describe.skipIf(!isThere)("the recorded account of Bitget (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    const snapshot = await fetchRecorded(server, BITGET, ACCOUNT);
    expect(plainSnapshot(snapshot)).toEqual(expectedSnapshot());
  });

  it("each figure agrees or has its cause", async () => {
    const snapshot = await fetchRecorded(server, BITGET, ACCOUNT);
    expect(verdictsOf(snapshot)).toEqual(VERDICTS.map(([figure, verdict]) => [figure, verdict]));
  });
});

describeFailures("Bitget", {
  server,
  venue: BITGET,
  account: ACCOUNT,
});

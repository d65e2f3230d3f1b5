import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import type { ReplayServer } from "../replay/replay-server.ts";
import {
  connectRecorded,
  errorCases,
  isThere,
  readOnce,
  reconciliationRows,
  startRecordedServer,
} from "./recorded-account.ts";

const DYDX = {
  venue: "dydx",
  marginModel: "dydx-v4",
  credential: {
    apiKey: "",
    secret: "",
    walletAddress: "dydx1n56z5fhmemtffzkt2eqyf9kuc7ycjfs86mvqy7",
  },
} as const;
const ACCOUNT = "dydx-cross";

let server: ReplayServer;
beforeAll(async () => {
  if (isThere) server = await startRecordedServer();
});
afterAll(() => server?.close());

const fetchSnapshot = () => readOnce(connectRecorded(server, DYDX, ACCOUNT));

describe.skipIf(!isThere)("recorded account of dYdX (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual({
      accountId: ACCOUNT,
      label: ACCOUNT,
      venue: "dydx",
      marginModel: "dydx-v4",
      venueAt: null,
      readAt: 1_795_392_000_000,
      valuationCurrency: "USD",
      prices: { USDC: "1" },
      takerFeeRate: null,
      hedgeMode: false,
      balances: [
        {
          asset: "USDC",
          // 100,000 and what half a bitcoin cost at 43,000.
          walletBalance: "121500",
          borrowed: "0",
          accruedInterest: "0",
          collateralWeight: null,
          collateralTiers: null,
          bidRate: null,
          askRate: null,
        },
      ],
      positions: [
        {
          instrument: "BTC/USD:USDC",
          kind: "linear",
          base: "BTC",
          quote: "USD",
          settle: "USDC",
          side: "long",
          quantity: "0.5",
          contractSize: "1",
          entryPrice: "43000",
          markPrice: "89919.2",
          marginMode: "cross",
          isolatedMargin: null,
          leverage: null,
          marginTiers: [
            {
              floor: "0",
              cap: null,
              maintenanceRate: "0.012",
              initialRate: "0.02",
              deduction: "0",
              maxLeverage: null,
            },
          ],
          option: null,
          reported: {
            unrealizedPnl: "125",
            initialMargin: null,
            maintenanceMargin: null,
            liquidationPrice: null,
          },
        },
      ],
      openOrders: [],
      reported: {
        currency: "USDC",
        equity: "125000.5",
        collateralValue: "125000.5",
        initialMargin: "25000.25",
        maintenanceMargin: null,
        orderInitialMargin: null,
        maintenanceMarginRatio: null,
        nativeRatio: null,
      },
      gaps: [{ code: "price_missing", path: "prices" }],
    });
  });

  // The account's figures are invented (100,000 and half a bitcoin are no 125,000.50), its markets
  // are of another year: no figure of it proves anything, and each difference is what that leaves.
  it("no figure agrees, each for the reason that it is invented", async () => {
    const rows = reconciliationRows(await fetchSnapshot());
    expect(rows.map((row) => row.split(" | ").slice(0, 3).join(" | "))).toEqual([
      "equity | 125000.5 | 144959.6",
      "collateralValue | 125000.5 | 144959.6",
      "initialMargin | 25000.25 | 899.192",
      "position.unrealizedPnl BTC/USD:USDC long | 125 | 23459.6",
    ]);
  });
});

const EXPECTED: Readonly<Record<string, ErrorCode>> = {
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

describe.skipIf(!isThere)("recorded failures of dYdX (skipped without ../shared)", () => {
  it.each(errorCases("dydx"))("%s", async (errorCase) => {
    const options = { errorCase, timeoutMs: 500 };
    const failing = readOnce(connectRecorded(server, DYDX, ACCOUNT, options));
    await expect(failing).rejects.toMatchObject({ code: EXPECTED[errorCase] });
    await expect(failing).rejects.not.toHaveProperty("message", expect.stringContaining("http"));
  });
});

import { describe, expect, it } from "vitest";
import { plainSnapshot } from "../../electron/exchange/testing/plain-snapshot.ts";
import { expectedCash, expectedHead } from "./expected-snapshot.ts";
import { fetchRecorded, isThere, reconciliationRows, serveRecorded } from "./recorded-account.ts";
import { describeFailures } from "./recorded-failures.ts";

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

const server = serveRecorded();

const fetchSnapshot = () => fetchRecorded(server, DYDX, ACCOUNT);

describe.skipIf(!isThere)("recorded account of dYdX (skipped without ../shared)", () => {
  it("the whole snapshot is what the bodies tell", async () => {
    expect(plainSnapshot(await fetchSnapshot())).toEqual({
      ...expectedHead(DYDX, ACCOUNT),
      venueAt: null,
      prices: { USDC: "1" },
      takerFeeRate: null,
      hedgeMode: false,
      // 100,000 and what half a bitcoin cost at 43,000.
      balances: [expectedCash("USDC", "121500")],
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
          funding: { rate: "0.00000254545454545455", intervalHours: "1", nextAt: null },
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
      gaps: [
        // Its equity is no sum of its cash and its positions.
        { code: "contradiction", path: "positions" },
        { code: "price_missing", path: "prices" },
      ],
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

describeFailures("dYdX", {
  server,
  venue: DYDX,
  account: ACCOUNT,
});

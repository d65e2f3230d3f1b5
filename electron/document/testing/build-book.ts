type BookSize = { readonly accounts: number; readonly positions: number };

/** The text of a portfolio document of any size: every account long and short in as many contracts. */
export function buildBook({ accounts, positions }: BookSize): string {
  return JSON.stringify({
    format: "keel.portfolio",
    version: 1,
    asOf: "2026-11-22T00:00:00Z",
    valuationCurrency: "USD",
    prices: { USDT: "1" },
    accounts: Array.from({ length: accounts }, (_, index) => ({
      id: `book-${index}`,
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      balances: [{ asset: "USDT", walletBalance: "6000000", collateralWeight: "1" }],
      positions: Array.from({ length: positions }, (_each, place) => buildPosition(place)),
    })),
  });
}

function buildPosition(place: number): object {
  const base = `C${place}`;
  return {
    ...{ instrument: `${base}/USDT:USDT`, kind: "linear", base, quote: "USDT", settle: "USDT" },
    ...{ side: place % 2 === 0 ? "long" : "short", quantity: "1.25", contractSize: "1" },
    ...{ entryPrice: "30000.5", markPrice: "30000.75", marginMode: "cross", leverage: "10" },
    marginTiers: [0, 1, 2, 3].map((tier) => ({
      floor: `${tier * 50_000}`,
      cap: tier === 3 ? null : `${(tier + 1) * 50_000}`,
      maintenanceRate: `0.0${tier + 1}`,
      initialRate: `0.${tier + 1}`,
    })),
  };
}

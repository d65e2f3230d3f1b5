import type { RecordedVenue } from "./recorded-account.ts";

// Parts of a snapshot as plain JSON that say the same at every venue.

/** Whose the snapshot is and when it was read. */
export function expectedHead({ venue, marginModel }: RecordedVenue, account: string) {
  return {
    accountId: account,
    label: account,
    venue,
    marginModel,
    readAt: 1_795_392_000_000,
    valuationCurrency: "USD",
  };
}

/** Cash without debt, weights or rates. */
export function expectedCash(asset: string, walletBalance: string | null) {
  return {
    asset,
    walletBalance,
    borrowed: "0",
    accruedInterest: "0",
    collateralWeight: null,
    collateralTiers: null,
    bidRate: null,
    askRate: null,
  };
}

/** A contract in USDT that pays in it, by its base coin. */
export function expectedLinear(base: string) {
  return {
    instrument: `${base}/USDT:USDT`,
    kind: "linear",
    base,
    quote: "USDT",
    settle: "USDT",
    option: null,
  };
}

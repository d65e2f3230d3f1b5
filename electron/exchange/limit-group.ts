/**
 * Venues that count requests for each account: reading one leaves the others their room. Sources
 * stand beside `weightMs` in each venue's file. Every other venue counts by address, and so does one
 * of which nothing is known.
 */
const COUNTED_BY_ACCOUNT: ReadonlySet<string> = new Set([
  "bitget",
  "bybit",
  "deribit",
  "gate",
  "krakenfutures",
  "kucoinfutures",
  "okx",
]);

type LimitedAccount = {
  readonly venue: string;
  readonly accountId: string;
  /** The demo's venue is in this process and shares nothing. */
  readonly isDemo: boolean;
};

/** Accounts with the same group share one request limit of their venue. */
export function limitGroupOf({ venue, accountId, isDemo }: LimitedAccount): string {
  return isDemo || COUNTED_BY_ACCOUNT.has(venue) ? `${venue} ${accountId}` : venue;
}

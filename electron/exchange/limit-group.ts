import { isVenueId, VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";

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

export function countsByAccount(venue: string): boolean {
  return COUNTED_BY_ACCOUNT.has(venue);
}

/** Accounts with the same group share one request limit of their venue. */
export function limitGroupOf({ venue, accountId, isDemo }: LimitedAccount): string {
  return isDemo || countsByAccount(venue) ? `${venue} ${accountId}` : venue;
}

/**
 * Venues of one operator by the domain they share, such as `binance.com`. Its hosts may count apart,
 * but whoever blocks an address may block it at all of them.
 */
export function operatorOf(venue: string): string {
  const [host = venue] = isVenueId(venue) ? VENUE_CATALOG[venue].hosts : [];
  return host.split(".").slice(-2).join(".");
}

/**
 * Time of the venue that a reading uses up at the fastest pace it allows, before it was measured on
 * the account itself: weight × `weightMs`, measured on accounts with two to five positions and every
 * fallback asked, 2026-11-24. docs/reading.md has the others, which are counted by account.
 */
const READING_MS: ReadonlyMap<string, number> = new Map([
  ["binancecoinm", 3_100],
  ["binanceportfolio", 5_400],
  ["binanceusdm", 3_100],
  ["dydx", 300],
  ["hyperliquid", 3_100],
]);
/** As much as the heaviest of one address but one: what is not known is not taken for light. */
const UNKNOWN_READING_MS = 3_100;

export function typicalReadingMs(venue: string): number {
  return READING_MS.get(venue) ?? UNKNOWN_READING_MS;
}

/** Between the starts of accounts that share a limit more than one reading uses of it: a fifth stays free. */
const START_SLACK = 1.25;

export function startGapMs(venue: string): number {
  return typicalReadingMs(venue) * START_SLACK;
}

import type { Room } from "./exchange-client.ts";

/** An answer's headers, whatever the case of their names, and the address it came from. */
export type RoomAnswer = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

type Header = (name: string) => number | null;
type ReadRoom = (header: Header, url: string) => Room | null;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Weight used in this minute at this address. The limits are those of `exchangeInfo`'s
 * `REQUEST_WEIGHT`: developers.binance.com, general info of each product, read 2026-11-23. The
 * answer tells what was used, not what may be; wallet endpoints tell nothing here.
 */
const BINANCE_LIMITS: readonly (readonly [host: string, weightAMinute: number])[] = [
  ["fapi.binance.com", 2_400],
  ["dapi.binance.com", 2_400],
  ["papi.binance.com", 6_000],
];

const readBinance: ReadRoom = (header, url) => {
  const used = header("x-mbx-used-weight-1m");
  const limit = BINANCE_LIMITS.find(([host]) => url.includes(host))?.[1];
  if (used === null || limit === undefined) return null;
  return roomOf(limit - used, limit, MINUTE_MS, "weight");
};

/** Of one endpoint in this second: bybit-exchange.github.io/docs/v5/rate-limit, read 2026-11-24. */
const readBybit: ReadRoom = (header) =>
  roomOf(header("x-bapi-limit-status"), header("x-bapi-limit"), SECOND_MS);

/** Of one endpoint in ten seconds: www.gate.com/docs/developers/apiv4/en, rate limit, read 2026-11-24. */
const readGate: ReadRoom = (header) =>
  roomOf(
    header("x-gate-ratelimit-requests-remain"),
    header("x-gate-ratelimit-limit"),
    10 * SECOND_MS,
  );

/** Weight of the pool in 30 seconds: www.kucoin.com/docs-new/rate-limit, read 2026-11-24. */
const readKucoin: ReadRoom = (header) =>
  roomOf(header("gw-ratelimit-remaining"), header("gw-ratelimit-limit"), 30 * SECOND_MS, "weight");

/**
 * Venues that tell with each answer. The others' documentation names no such header (Bitget, Deribit,
 * dYdX, Hyperliquid, Kraken Futures, OKX: read 2026-11-24).
 */
const READERS: ReadonlyMap<string, ReadRoom> = new Map([
  ["binancecoinm", readBinance],
  ["binanceportfolio", readBinance],
  ["binanceusdm", readBinance],
  ["bybit", readBybit],
  ["gate", readGate],
  ["kucoinfutures", readKucoin],
]);

/** What an answer tells of the request limit; `null` where it tells nothing that makes sense. */
export function readRoom(venue: string, { url, headers }: RoomAnswer): Room | null {
  const named = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
  );
  const header: Header = (name) => {
    const text = named.get(name) ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  return READERS.get(venue)?.(header, url) ?? null;
}

/** More used than allowed is nothing left; less left than nothing is not said by any venue. */
function roomOf(
  left: number | null,
  limit: number | null,
  windowMs: number,
  unit: Room["unit"] = "requests",
): Room | null {
  if (left === null || limit === null || limit === 0 || left > limit) return null;
  return { left: Math.max(0, left), limit, unit, windowMs };
}

/** The one that is used up first. */
export function tightestRoom(rooms: readonly Room[]): Room | null {
  const share = ({ left, limit }: Room) => left / limit;
  return rooms.reduce<Room | null>(
    (tightest, room) => (tightest === null || share(room) < share(tightest) ? room : tightest),
    null,
  );
}

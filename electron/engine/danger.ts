import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { DangerLevel } from "#shared/views/overview.ts";

/*
 * Where the danger scale starts, as shares of the road to liquidation. Ratios: half of the
 * collateral already claimed by maintenance is worth a look; at 0.8 a move of a fifth of the buffer
 * is left. Distances: amber within 30 % of a liquidation price, red within 15 %, which is about the
 * worst hour of BTC on record (16 %, Binance spot, 2020-03).
 */
const RATIO_LEVELS = [
  { level: "critical", from: decimal("0.9") },
  { level: "act", from: decimal("0.8") },
  { level: "warn", from: decimal("0.65") },
  { level: "watch", from: decimal("0.5") },
] as const;

const DISTANCE_LEVELS = [
  { level: "act", within: decimal("0.15") },
  { level: "warn", within: decimal("0.3") },
] as const;

/**
 * Danger of a pool. `ratio` is maintenance margin ÷ collateral value, `buffer` what is left. A
 * buffer at or below zero with a requirement on it is critical whatever the ratio; not known is
 * `unknown`, never `safe`.
 */
export function dangerOfRatio(ratio: Decimal | null, buffer: Decimal | null): DangerLevel {
  if (buffer && (buffer.isNegative() || (buffer.isZero() && !ratio?.isZero()))) return "critical";
  if (!ratio) return "unknown";
  return RATIO_LEVELS.find(({ from }) => ratio.gte(from))?.level ?? "safe";
}

/** Danger of a position by the signed move to its liquidation price; `null` distance with `none` is safe. */
export function dangerOfDistance(
  distance: Decimal | null,
  reason: "none" | "unknown" | null,
): DangerLevel {
  if (!distance) return reason === "none" ? "safe" : "unknown";
  const away = distance.abs();
  return DISTANCE_LEVELS.find(({ within }) => away.lte(within))?.level ?? "safe";
}

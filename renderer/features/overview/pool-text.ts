import type { PoolView } from "#shared/views/overview.ts";

/** A pool in few letters: `USDT`, or `SOL short` for an isolated position. */
export function poolText(pool: PoolView): string {
  return pool.name.replace(/\/\S+/, "");
}

import { Decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";

/** A snapshot as plain JSON: amounts as text, prices as an object, gaps by code and path. */
export function plainSnapshot(snapshot: AccountSnapshot): unknown {
  return toPlain({
    ...snapshot,
    prices: Object.fromEntries(snapshot.prices),
    gaps: snapshot.gaps.map(({ code, path }) => ({ code, path })),
  });
}

function toPlain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return new Decimal(value).toFixed();
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toPlain(each)]));
}

import type { PositionKind } from "./snapshot.ts";

/** The last part of a dated contract's name as ccxt spells it: `BTC/USDT:USDT-261225`. */
const EXPIRY = /:[^:]*-\d{6}$/;

/** Whether a contract never expires, and so pays funding. */
export function isPerpetual(contract: {
  readonly kind: PositionKind;
  readonly instrument: string;
}): boolean {
  return contract.kind !== "option" && !EXPIRY.test(contract.instrument);
}

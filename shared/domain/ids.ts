declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One credentialed account (or subaccount) at a venue. */
export type AccountId = Branded<"AccountId">;
/** A tradable thing with contract terms, in ccxt's unified spelling: `BTC/USDT:USDT`. */
export type InstrumentId = Branded<"InstrumentId">;
/** A currency or coin code as the venue spells it, upper case: `USDT`. */
export type Currency = string;

export function accountId(text: string): AccountId {
  return text as AccountId;
}

export function instrumentId(text: string): InstrumentId {
  return text as InstrumentId;
}

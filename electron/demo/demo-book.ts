import { type Decimal, decimal } from "#shared/domain/decimal.ts";

/** One position of the demo account, in one-way mode. */
export type DemoPosition = {
  readonly symbol: string;
  /** Coins, negative when short. */
  readonly amount: Decimal;
  readonly entryPrice: Decimal;
  /** Wallet of an isolated position; `null` is cross. */
  readonly isolatedWallet: Decimal | null;
};

export type DemoBook = {
  /** USDT behind the cross positions, without their profit. */
  readonly crossWallet: Decimal;
  readonly positions: readonly DemoPosition[];
};

function held(symbol: string, amount: string, entryPrice: string, isolatedWallet?: string) {
  return {
    symbol,
    amount: decimal(amount),
    entryPrice: decimal(entryPrice),
    isolatedWallet: isolatedWallet === undefined ? null : decimal(isolatedWallet),
  };
}

/** A levered long book with some shorts against it; worth about 265,000 USDT in calm times. */
export const DEMO_BOOK: DemoBook = {
  crossWallet: decimal("225684.3175"),
  positions: [
    held("BTCUSDT", "24", "95180.4"),
    held("ETHUSDT", "220", "3452.16"),
    held("SOLUSDT", "3200", "178.35"),
    held("XRPUSDT", "150000", "2.4652"),
    held("DOGEUSDT", "-900000", "0.22846"),
    held("LTCUSDT", "-1200", "101.27"),
    held("BNBUSDT", "60", "861.9"),
    held("LINKUSDT", "6000", "18.214", "14000"),
  ],
};

import { decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot, Balance, Position } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { account, position } from "./build-account.ts";

/** A Deribit account with BTC at 50,000 and ETH at 2,000 dollars, its first pool and its gaps' codes. */
export function assessDeribit(
  balances: readonly Balance[],
  positions: readonly Position[],
  more: Partial<Pick<AccountSnapshot, "openOrders" | "reported">> = {},
) {
  const prices = { BTC: "50000", ETH: "2000", USDC: "1", USDT: "0.9992" };
  const snapshot = account("deribit-standard", { balances, positions, prices, ...more });
  const assessed = assessAccount(snapshot);
  return { ...assessed, pool: assessed.pools[0]!, codes: assessed.gaps.map((gap) => gap.code) };
}

/** An inverse long of so many dollars, entered and marked at 50,000 unless it says otherwise. */
export function inverse(
  dollars: string,
  more: Partial<Parameters<typeof position>[0]> = {},
): Position {
  return position({
    instrument: "BTC/USD:BTC",
    kind: "inverse",
    contractSize: "10",
    quantity: decimal(dollars).div(10).toFixed(),
    entry: "50000",
    mark: "50000",
    ...more,
  });
}

import { decimal, ZERO } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";
import {
  type PoolTotals,
  inDollars,
  sumTold,
  unlistedPositions,
} from "../../unlisted-positions.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import type { GateMode } from "./account-mode.ts";
import type { FuturesWallet, GateAnswers, PositionRow, UnifiedAccount } from "./answers.ts";

/** More than a venue rounds off, less than the part of a contract that is cut off a size. */
const MOST_ROUNDED = decimal("0.001");

/** Rows whose size does not come to their value: Gate cut a part of it off. */
export function cutSizes(
  wallets: readonly FuturesWallet[],
  instrumentOf: (contract: string) => Instrument | null,
): readonly Gap[] {
  return wallets
    .flatMap(({ positions }) => positions)
    .filter((row) => isCut(row, instrumentOf(row.contract)))
    .map(({ contract }) => ({
      code: "contradiction",
      path: "positions",
      message: `Gate states a size of ${contract} that does not come to the value it states; a part of the position may be missing.`,
    }));
}

function isCut({ size, value, mark_price: mark }: PositionRow, terms: Instrument | null): boolean {
  if (!terms || !value || !mark) return false;
  const amount = size.abs().times(terms.contractSize);
  const held = terms.kind === "inverse" ? amount.div(mark) : amount.times(mark);
  return value.abs().minus(held).abs().gt(value.abs().times(MOST_ROUNDED));
}

type Read = Pick<AccountSnapshot, "positions" | "prices" | "openOrders">;

/** Totals of the account that tell of positions which no list has. */
export function unlistedBy(mode: GateMode, answers: GateAnswers, read: Read): readonly Gap[] {
  const wallets = answers.btc ? [answers.usdt, answers.btc] : [answers.usdt];
  // Whether orders count for maintenance margin is not published.
  const isOrderless =
    read.openOrders.length === 0 && [...answers.orders.values()].every(({ failure }) => !failure);
  const ofWallets = wallets.map((wallet) => ofWallet(wallet, read.positions, isOrderless));
  const ofAll =
    answers.unified && isOrderless && !holdsElsewhere(answers)
      ? ofUnified(mode, answers.unified, read)
      : [];
  return unlistedPositions([...ofWallets, ...ofAll], read.positions);
}

/** A futures wallet's own total of what stands on it, in every mode. */
function ofWallet(
  { account }: FuturesWallet,
  positions: readonly Position[],
  isOrderless: boolean,
): PoolTotals {
  const own = positions.filter(({ settle }) => settle === account.currency);
  return {
    asset: account.currency,
    required: account.cross_maintenance_margin,
    // Zero may be what a unified account's wallet always says: not published.
    profit: account.unrealised_pnl.isZero() ? null : account.unrealised_pnl,
    listedRequired: isOrderless ? sumTold(own.map(requiredOfCross)) : null,
  };
}

function requiredOfCross({ marginMode, reported }: Position) {
  return marginMode === "cross" ? reported.maintenanceMargin : ZERO;
}

/** The account's own total of all its wallets; what was borrowed requires margin of its own. */
function ofUnified(
  mode: GateMode,
  { balances, total_maintenance_margin: total }: UnifiedAccount,
  { positions, prices }: Read,
): readonly PoolTotals[] {
  if (mode === "single_currency")
    return [{ asset: "USDT", required: balances["USDT"]?.mm ?? null, profit: null }];
  const owes = Object.values(balances).some(
    ({ borrowed, equity }) => !borrowed?.isZero() || equity === null || equity.isNegative(),
  );
  if (owes) return [];
  const listedRequired = inDollars(positions, prices, requiredOfCross);
  return [{ asset: null, required: total, profit: null, listedRequired }];
}

/** Options and deliveries require margin too; what could not be looked at may hold some. */
function holdsElsewhere({ elsewhere }: GateAnswers): boolean {
  return elsewhere.some(({ rows }) => !Array.isArray(rows.answer) || rows.answer.length > 0);
}

import { z } from "zod/mini";
import type { AccountSnapshot, Position } from "#shared/domain/snapshot.ts";

const account = z.looseObject({
  totalMarginBalance: z.string(),
  totalCrossWalletBalance: z.string(),
  totalCrossUnPnl: z.string(),
});
const rows = z.array(
  z.looseObject({
    symbol: z.string(),
    positionAmt: z.string(),
    entryPrice: z.string(),
    markPrice: z.string(),
    maintMargin: z.string(),
  }),
);

type Said = { readonly accounts: readonly string[]; readonly positions: readonly string[] };

/**
 * What a snapshot holds that the venue never said; `null` when every figure of account and positions
 * stands in one whole answer each. Read from the raw answers alone, without any of the app's code.
 */
export function differsFromVenue(snapshot: AccountSnapshot, said: Said): string | null {
  const figures = positionFigures(snapshot.positions);
  const isSaid = said.positions.some((text) => {
    const held = z.parse(rows, JSON.parse(text)).filter(({ positionAmt }) => +positionAmt !== 0);
    return sameLines(held.map(rowFigures), figures);
  });
  if (!isSaid) return `no answer holds these positions: ${figures.join("; ")}`;
  const wallet = snapshot.balances.find(({ asset }) => asset === "USDT")?.walletBalance;
  const { equity, collateralValue } = snapshot.reported;
  const totals = [wallet, equity, collateralValue].map(printed).join(" ");
  const isTotalSaid = said.accounts.some((text) => {
    const each = z.parse(account, JSON.parse(text));
    const cross = Number(each.totalCrossWalletBalance) + Number(each.totalCrossUnPnl);
    const raw = [each.totalCrossWalletBalance, each.totalMarginBalance, cross];
    return raw.map(printed).join(" ") === totals;
  });
  return isTotalSaid ? null : `no answer holds these totals: ${totals}`;
}

/** Sums of binary numbers are not exact in their last digits. */
const printed = (value: unknown) => Number(value).toFixed(6);

/** What an optional answer should have brought and did not, although no gap says so. */
export function missingInSilence(snapshot: AccountSnapshot): string | null {
  if (snapshot.gaps.length > 0) return null;
  const { positions, openOrders, prices, hedgeMode } = snapshot;
  const parts = {
    tiers: positions.every(({ marginTiers }) => (marginTiers?.length ?? 0) > 4),
    leverage: positions.every(({ leverage }) => leverage !== null),
    orders: openOrders.length === 2,
    prices: prices.has("USDT"),
    mode: hedgeMode === false,
  };
  const missing = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [] : [part]));
  return missing.length === 0 ? null : `missing without a gap: ${missing.join(", ")}`;
}

function rowFigures(row: z.infer<typeof rows>[number]): string {
  const { symbol, positionAmt, entryPrice, markPrice, maintMargin } = row;
  return [symbol, ...[positionAmt, entryPrice, markPrice, maintMargin].map(Number)].join(" ");
}

function positionFigures(positions: readonly Position[]): readonly string[] {
  return positions.map(({ base, quote, side, quantity, entryPrice, markPrice, reported }) => {
    const amount = Number(quantity) * (side === "long" ? 1 : -1);
    const figures = [amount, ...[entryPrice, markPrice, reported.maintenanceMargin].map(Number)];
    return [`${base}${quote}`, ...figures].join(" ");
  });
}

function sameLines(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.toSorted().join() === right.toSorted().join();
}

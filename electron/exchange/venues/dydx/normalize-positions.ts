import { type Decimal, ONE, ZERO } from "#shared/domain/decimal.ts";
import type { MarginMode, Position } from "#shared/domain/snapshot.ts";
import { HOURLY, toFunding } from "../../normalize-funding.ts";
import { badAnswer, createRepeatCheck } from "../../parse-answer.ts";
import type { Market, PositionRow, Subaccount } from "./answers.ts";
import { contractOf, SETTLE, tiersOf } from "./normalize-contracts.ts";

/**
 * Rows that hold something. Throws `bad_venue_data` on a market twice or a side that its size
 * contradicts.
 */
export function heldRows({ openPerpetualPositions }: Subaccount): readonly PositionRow[] {
  const held = Object.values(openPerpetualPositions).filter((row) => !row.size.isZero());
  const refuseRepeat = createRepeatCheck("addresses");
  for (const { market, side, size } of held) {
    refuseRepeat(market);
    if (side === "LONG" && size.isNegative()) throw badAnswer("addresses", `the sign of ${market}`);
  }
  return held;
}

/** Coins, negative when short, whatever sign the answer gave a short. */
function signedSize({ side, size }: PositionRow): Decimal {
  return side === "SHORT" ? size.abs().neg() : size;
}

/**
 * Cash without the profit of positions: the USDC of the books, which what coins cost was taken from,
 * and that cost. `null` when an entry price is missing. Throws `bad_venue_data` on another asset.
 */
export function cashOf(subaccount: Subaccount, rows: readonly PositionRow[]): Decimal | null {
  let cash = ZERO;
  for (const { symbol, side, size } of Object.values(subaccount.assetPositions)) {
    if (symbol !== SETTLE) throw badAnswer("addresses", `the asset ${symbol}`);
    cash = side === "SHORT" ? cash.minus(size.abs()) : cash.plus(size);
  }
  for (const row of rows) {
    if (!row.entryPrice) return null;
    cash = cash.plus(signedSize(row).times(row.entryPrice));
  }
  return cash;
}

/** `isolatedMargin` is the cash of a child subaccount, `null` for cross positions. */
export function toPosition(
  row: PositionRow,
  market: Market | null,
  marginMode: MarginMode,
  isolatedMargin: Decimal | null,
): Position {
  const { id, ...terms } = contractOf(row.market);
  return {
    instrument: id,
    kind: "linear",
    ...terms,
    settle: SETTLE,
    side: row.side === "LONG" ? "long" : "short",
    quantity: row.size.abs(),
    contractSize: ONE,
    entryPrice: row.entryPrice,
    markPrice: market?.oraclePrice ?? null,
    marginMode,
    isolatedMargin,
    // There is no such setting.
    leverage: null,
    marginTiers: market && tiersOf(market),
    option: null,
    // Paid at the end of each hour; the answer tells no time.
    funding:
      market && toFunding({ rate: market.nextFundingRate, intervalHours: HOURLY, nextAt: null }),
    reported: {
      unrealizedPnl: row.unrealizedPnl,
      initialMargin: null,
      maintenanceMargin: null,
      liquidationPrice: null,
    },
  };
}

import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import { type Currency, type InstrumentId, instrumentId } from "#shared/domain/ids.ts";
import type { Funding, MarginTier, Position } from "#shared/domain/snapshot.ts";
import { createRepeatCheck } from "../../parse-answer.ts";
import type { Clearinghouse, PositionRow } from "./answers.ts";

type Terms = { readonly id: InstrumentId; readonly base: string };

/** A builder's coin carries its dex: `xyz:TSLA` is `XYZ-TSLA`, as ccxt spells it. */
export function contractOf(coin: string, settle: Currency): Terms {
  const base = coin.toUpperCase().replace(":", "-");
  return { id: instrumentId(`${base}/${settle}:${settle}`), base };
}

/** Rows that hold something, each coin once. Throws `bad_venue_data`. */
export function heldRows({ assetPositions }: Clearinghouse): readonly PositionRow[] {
  const held = assetPositions.map((row) => row.position).filter((row) => !row.szi.isZero());
  const refuseRepeat = createRepeatCheck("clearinghouseState");
  for (const { coin } of held) refuseRepeat(coin);
  return held;
}

/**
 * Cash behind coins whose cost the ledger already took off: `rawUsd + szi × entry`. From the entry
 * as printed, so that cash plus the profit computed from it is the venue's own value at every mark.
 */
export function cashBehind(rawUsd: Decimal, rows: readonly PositionRow[]): Decimal | null {
  let cash = rawUsd;
  for (const { szi, entryPx } of rows) {
    if (!entryPx) return null;
    cash = cash.plus(szi.times(entryPx));
  }
  return cash;
}

/** What other answers say of a position's contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly marginTiers: readonly MarginTier[] | null;
  readonly funding: Funding | null;
};

export function toPosition(
  row: PositionRow,
  settle: Currency,
  { marginTiers, funding }: ContractFacts,
): Position {
  const { id, base } = contractOf(row.coin, settle);
  const quantity = row.szi.abs();
  const { type: marginMode, rawUsd, value: leverage } = row.leverage;
  const isIsolated = marginMode === "isolated";
  return {
    instrument: id,
    kind: "linear",
    base,
    quote: settle,
    settle,
    side: row.szi.isNegative() ? "short" : "long",
    quantity,
    contractSize: ONE,
    entryPrice: row.entryPx,
    // The answer has no mark; this is the one its figures are of.
    markPrice: row.positionValue && row.positionValue.div(quantity),
    marginMode,
    isolatedMargin: isIsolated && rawUsd ? cashBehind(rawUsd, [row]) : null,
    leverage,
    marginTiers,
    option: null,
    funding,
    reported: {
      unrealizedPnl: row.unrealizedPnl,
      // Of an isolated position it is what stands behind it, not what it requires.
      initialMargin: isIsolated ? null : row.marginUsed,
      maintenanceMargin: null,
      liquidationPrice: row.liquidationPx,
    },
  };
}

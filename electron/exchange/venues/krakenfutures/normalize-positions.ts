import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import {
  type Funding,
  NO_REPORTED_POSITION,
  type MarginTier,
  type Position,
} from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { badAnswer, createRepeatCheck, notListed, parseAnswer } from "../../parse-answer.ts";
import { type Accounts, type PositionRow, singleWallet } from "./answers.ts";

/** What other answers say of a contract; `null` where they could not be read. */
export type ContractFacts = {
  readonly instrument: (symbol: string) => Instrument | null;
  readonly mark: (symbol: string) => Decimal | null;
  readonly funding: (symbol: string) => Funding | null;
  readonly tiers: (row: PositionRow) => readonly MarginTier[] | null;
};

/** Multi-collateral contracts, perpetual or dated: PF_, FF_. The others have wallets of their own. */
export function isMultiCollateral(symbol: string): boolean {
  return /^[PF]F_/i.test(symbol);
}

export function heldRows(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.filter((row) => !row.size.isZero());
}

/**
 * Rows → positions in Kraken's order. A position outside the multi-collateral wallet is a wall of
 * its own: its single-collateral wallet stands behind it alone. Throws `bad_venue_data` on a
 * contract twice, a size below zero or a contract Kraken does not list.
 */
export function normalizePositions(
  rows: readonly PositionRow[],
  accounts: Accounts["accounts"],
  facts: ContractFacts,
  gaps: Gap[],
): readonly Position[] {
  const held = heldRows(rows);
  const refuseRepeat = createRepeatCheck("openpositions");
  return held.map((row, index) => {
    const { symbol } = row;
    const terms = facts.instrument(symbol);
    if (!terms) throw notListed("openpositions", symbol);
    refuseRepeat(symbol);
    if (row.size.isNegative()) throw badAnswer("openpositions", `the size of ${symbol}`);
    const isCross = isMultiCollateral(symbol) && row.maxFixedLeverage === null;
    const isolatedMargin = isCross ? null : ownMargin(row, held, accounts, gaps, index);
    return toPosition(row, terms, facts, { isCross, isolatedMargin });
  });
}

type Margin = { readonly isCross: boolean; readonly isolatedMargin: Decimal | null };

function toPosition(
  row: PositionRow,
  { id, ...terms }: Instrument,
  facts: ContractFacts,
  { isCross, isolatedMargin }: Margin,
): Position {
  return {
    instrument: id,
    ...terms,
    side: row.side,
    quantity: row.size,
    entryPrice: row.price,
    markPrice: facts.mark(row.symbol),
    marginMode: isCross ? "cross" : "isolated",
    isolatedMargin,
    leverage: row.maxFixedLeverage,
    marginTiers: facts.tiers(row),
    option: null,
    funding: facts.funding(row.symbol),
    // The answer holds none of the venue's figures for a position.
    reported: NO_REPORTED_POSITION,
  };
}

/** The wallet behind one position; not known where several share it or where Kraken tells none. */
function ownMargin(
  row: PositionRow,
  held: readonly PositionRow[],
  accounts: Accounts["accounts"],
  gaps: Gap[],
  index: number,
): Decimal | null {
  const path = `positions[${index}].isolatedMargin`;
  const unknown = (message: string) => {
    gaps.push({ code: "isolated_margin_missing", path, message });
    return null;
  };
  const wallet = walletOf(row.symbol);
  if (!wallet)
    return unknown(`Kraken's answers do not state the margin of the isolated ${row.symbol}.`);
  if (held.some((other) => other !== row && walletOf(other.symbol) === wallet))
    return unknown(`${row.symbol} shares the wallet ${wallet}, a kind Keel does not model yet.`);
  const raw = accounts[wallet];
  if (raw === undefined) return unknown(`Kraken did not send the wallet ${wallet}.`);
  const { balances, currency } = parseAnswer(singleWallet, raw, "accounts");
  return balances[currency.toLowerCase()] ?? unknown(`The wallet ${wallet} states no balance.`);
}

/** PI_XBTUSD and FI_XBTUSD_261225 → fi_xbtusd; `null` for multi-collateral contracts. */
export function walletOf(symbol: string): string | null {
  if (isMultiCollateral(symbol)) return null;
  const [kind = "", pair = ""] = symbol.toLowerCase().split("_");
  return `f${kind.slice(1)}_${pair}`;
}

import type { Decimal } from "#shared/domain/decimal.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Position } from "#shared/domain/snapshot.ts";
import { z } from "zod/mini";
import { perpetualsAmong } from "../../normalize-funding.ts";
import { askBy, NOT_ASKED, optional, type OptionalAnswer } from "../../optional-answer.ts";
import type { AskRule } from "../../rule-cache.ts";
import type { UnifiedSession } from "../../unified-session.ts";
import { type BalanceAnswer, type PositionRow, pricesAnswer } from "./answers.ts";
import type { Listing } from "./listing.ts";
import { heldRows } from "./normalize-positions.ts";
import { type Leg, pairsOf, routeToDollar } from "./normalize-prices.ts";
import type { GenericPlan } from "./plans.ts";

// What a reading asks of the market once it is known what is held.

/** What the account's own answers told, and what its venue trades. */
export type Account = Listing & {
  readonly balances: readonly BalanceAnswer[];
  readonly rows: readonly PositionRow[];
};

/** By kind of contract, because classes read the kind off the first contract asked for. */
export async function askFunding(
  { ask, offers }: UnifiedSession,
  { rows, instruments }: Account,
): Promise<readonly OptionalAnswer[]> {
  if (!offers("fetchFundingRates")) return [];
  const symbols = heldRows(rows).map(({ symbol }) => symbol);
  const perpetuals = perpetualsAmong(symbols, (symbol) => instruments.get(symbol));
  return Promise.all(
    (["linear", "inverse"] as const).map(async (kind) => {
      const ofKind = perpetuals.filter((symbol) => instruments.get(symbol)?.kind === kind);
      return ofKind.length === 0 ? NOT_ASKED : optional(() => ask("fetchFundingRates", ofKind));
    }),
  );
}

/** Marks of contracts whose position tells none: beside the funding, else from what the class offers. */
export async function askMarks(
  { ask, offers }: UnifiedSession,
  rows: readonly PositionRow[],
  funding: readonly OptionalAnswer[],
): Promise<ReadonlyMap<string, Decimal>> {
  const untold = heldRows(rows).filter(({ markPrice }) => !markPrice);
  const missing = new Set(untold.map(({ symbol }) => symbol));
  const marks = new Map<string, Decimal>();
  const take = ({ answer }: OptionalAnswer) => {
    const { success, data } = z.safeParse(pricesAnswer, answer);
    for (const symbol of success ? [...missing] : []) {
      const mark = data?.[symbol]?.markPrice;
      if (mark && missing.delete(symbol)) marks.set(symbol, mark);
    }
  };
  for (const told of funding) take(told);
  for (const method of ["fetchMarkPrices", "fetchTickers"] as const)
    if (missing.size > 0 && offers(method)) take(await optional(() => ask(method, [...missing])));
  return marks;
}

export async function askTiers(
  askRule: AskRule,
  { rows, instruments }: Account,
  { tellsTiers }: GenericPlan,
): Promise<ReadonlyMap<string, OptionalAnswer>> {
  const symbols = new Set(heldRows(rows).map(({ symbol }) => symbol));
  const linear = [...symbols].filter((symbol) => instruments.get(symbol)?.kind === "linear");
  return askBy(tellsTiers ? linear : [], (symbol) => askRule("tiers", { symbol }));
}

/** Of every coin that counts, the way to its price in dollars and the prices on it. */
export async function askPrices(
  { ask }: UnifiedSession,
  { balances, markets }: Account,
  positions: readonly Position[],
) {
  const coins = new Set([
    ...balances.flatMap(({ total }) => Object.keys(total).filter((coin) => !total[coin]?.isZero())),
    ...positions.flatMap(({ base, settle }) => [base, settle]),
  ]);
  const pairs = pairsOf(markets.values(), positions);
  const routes = new Map<Currency, readonly Leg[]>();
  for (const coin of coins) {
    const route = routeToDollar(coin, pairs);
    if (route) routes.set(coin, route);
  }
  const marked = new Set<string>(
    positions.flatMap((each) => (each.markPrice ? each.instrument : [])),
  );
  const symbols = new Set([...routes.values()].flat().map(({ symbol }) => symbol));
  const asked = [...symbols].filter((symbol) => !marked.has(symbol));
  const tickers = await askBy(asked, (symbol) => optional(() => ask("fetchTicker", symbol)));
  return { routes, tickers };
}

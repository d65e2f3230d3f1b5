import { Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import {
  type BitgetAnswers,
  collateralAnswer,
  discountRow,
  listAnswer,
  tiersAnswer,
} from "./answers.ts";

// The venue's rule tables. Each reader leaves a gap where its answer fails.

/** Tables by symbol, ascending. */
export function readTiers(
  { tiers }: Pick<BitgetAnswers, "tiers">,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = new Map<string, readonly MarginTier[]>();
  for (const { symbol, source } of tiers) {
    const subject = { path: "positions", what: `The margin tiers of ${symbol}` };
    const rows = readOptional(
      source,
      subject,
      gaps,
      (raw) => parseAnswer(tiersAnswer, raw, "position-tier").data,
    );
    if (!rows || rows.length === 0) continue;
    const table = rows.map((row) => ({
      floor: row.minTierValue,
      cap: row.maxTierValue,
      maintenanceRate: row.mmr,
      initialRate: null,
      deduction: null,
      maxLeverage: row.leverage,
    }));
    tables.set(
      symbol,
      table.toSorted((left, right) => left.floor.cmp(right.floor)),
    );
  }
  return tables;
}

/** Source: https://www.bitget.com/api-doc/uta/account/Get-Collateral-Type, read 2026-11-23. */
const MAINSTREAM: ReadonlySet<Currency> = new Set(["USDT", "USDC", "BTC", "DOGE", "ETH", "SOL"]);

/** Which coins the user lets count as collateral; the venue's first choice while that is unread. */
export function readCollateralCoins(
  { collateral }: Pick<BitgetAnswers, "collateral">,
  gaps: Gap[],
): (asset: Currency) => boolean {
  const subject = { path: "balances", what: "Which coins count as collateral" };
  const told = readOptional(
    collateral,
    subject,
    gaps,
    (raw) => parseAnswer(collateralAnswer, raw, "collateral-type").data,
  );
  if (told?.collateralType === "all") return () => true;
  if (told?.collateralType !== "custom") return (asset) => MAINSTREAM.has(asset);
  const chosen = new Set(told.collateralCoins?.split(",").map((coin) => coin.trim()));
  return (asset) => chosen.has(asset);
}

/** Collateral rates by coin, bounds turned from worth into amounts at the coin's own price. */
export function readDiscounts(
  { discounts }: Pick<BitgetAnswers, "discounts">,
  prices: ReadonlyMap<Currency, Decimal>,
  gaps: Gap[],
): ReadonlyMap<Currency, readonly CollateralTier[]> {
  const subject = { path: "balances", what: "The collateral rates of coins" };
  const rates = readOptional(discounts, subject, gaps, (raw) => {
    const { data } = parseAnswer(listAnswer, raw, "discount-rate");
    return wantedRows(rowsBy("coin", data, "discount-rate"), prices.keys(), (row, asset) => {
      const price = prices.get(asset);
      return price ? toCollateralTiers(row, price) : null;
    });
  });
  return rates ?? new Map();
}

/** Digits that keep a bound exact enough and readable. */
const DIGITS_OF_A_BOUND = 20;

function toCollateralTiers(row: unknown, price: Decimal): CollateralTier[] {
  const { list } = parseAnswer(discountRow, row, "discount-rate");
  const tiers = list.toSorted((left, right) => left.tierStartValue.cmp(right.tierStartValue));
  return tiers.map(({ discountRate }, index) => {
    const next = tiers[index + 1]?.tierStartValue ?? null;
    const upTo = next && next.div(price).toSignificantDigits(DIGITS_OF_A_BOUND);
    return { upTo, weight: Decimal.min(discountRate, ONE) };
  });
}

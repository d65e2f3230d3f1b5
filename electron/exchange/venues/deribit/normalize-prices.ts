import { type Decimal, ONE } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { indexAnswer } from "./answers.ts";

/** Coins the venue has an index of in dollars; all others have one in USDC. */
const IN_DOLLARS: ReadonlySet<Currency> = new Set(["BTC", "ETH"]);
const BRIDGE = ["btc_usd", "btc_usdc"] as const;
const USDT_PER_USDC = "usdc_usdt";

/** The indexes from which the assets' prices in dollars follow. */
export function indexesFor(assets: readonly Currency[]): readonly string[] {
  return [...new Set(assets.flatMap(indexesOf))];
}

function indexesOf(asset: Currency): readonly string[] {
  if (IN_DOLLARS.has(asset)) return [`${asset.toLowerCase()}_usd`];
  if (asset === "USDC") return BRIDGE;
  if (asset === "USDT") return [...BRIDGE, USDT_PER_USDC];
  return [...BRIDGE, `${asset.toLowerCase()}_usdc`];
}

/**
 * Prices in dollars. USDC is what BTC's two indexes make of it; USDT and coins without an index in
 * dollars go through USDC. An index that can't be read leaves a gap.
 */
export function readPrices(
  assets: readonly Currency[],
  answers: ReadonlyMap<string, OptionalAnswer>,
  gaps: Gap[],
): ReadonlyMap<Currency, Decimal> {
  const indexes = new Map<string, Decimal | null>();
  for (const [index, answer] of answers) {
    const subject = { path: "prices", what: `The index ${index}` };
    const price = readOptional(answer, subject, gaps, (raw) => {
      return parseAnswer(indexAnswer, raw, index).result.index_price;
    });
    indexes.set(index, price);
  }
  return new Map(
    assets.flatMap((asset): [Currency, Decimal][] => {
      const price = priceOf(asset, (index) => indexes.get(index) ?? null);
      return price ? [[asset, price]] : [];
    }),
  );
}

function priceOf(asset: Currency, at: (index: string) => Decimal | null): Decimal | null {
  if (IN_DOLLARS.has(asset)) return at(`${asset.toLowerCase()}_usd`);
  const [dollars, coins] = BRIDGE.map(at);
  const ofUsdc = dollars && coins ? dollars.div(coins) : null;
  if (asset === "USDC" || !ofUsdc) return ofUsdc;
  const perUsdt = at(USDT_PER_USDC);
  const inUsdc = asset === "USDT" ? perUsdt && ONE.div(perUsdt) : at(`${asset.toLowerCase()}_usdc`);
  return inUsdc && inUsdc.times(ofUsdc);
}

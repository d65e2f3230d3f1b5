import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod/mini";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";

const STATIC_BODIES = [
  "accountConfig",
  "exchangeInfo",
  "leverageBracket",
  "multiAssetsMargin",
  "openOrders",
  "positionSideDual",
  "symbolConfig",
] as const;
export type StaticBody = (typeof STATIC_BODIES)[number];

export type DemoBracket = {
  readonly floor: Decimal;
  readonly cap: Decimal;
  readonly rate: Decimal;
  readonly cumulative: Decimal;
};

/** Bodies that do not change, and what the moving ones are computed from. */
export type DemoBodies = {
  readonly texts: ReadonlyMap<StaticBody, string>;
  readonly brackets: ReadonlyMap<string, readonly DemoBracket[]>;
  readonly leverages: ReadonlyMap<string, Decimal>;
  readonly orders: readonly DemoOrder[];
};

export type DemoOrder = {
  readonly symbol: string;
  readonly side: "BUY" | "SELL";
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly reduceOnly: boolean;
};

const amount = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((raw) => decimal(raw)),
);
const brackets = z.array(
  z.object({
    symbol: z.string(),
    brackets: z.array(
      z.object({
        notionalFloor: amount,
        notionalCap: amount,
        maintMarginRatio: amount,
        cum: amount,
      }),
    ),
  }),
);
const settings = z.array(z.object({ symbol: z.string(), leverage: amount }));
const orders = z.array(
  z.object({
    symbol: z.string(),
    side: z.enum(["BUY", "SELL"]),
    price: amount,
    origQty: amount,
    reduceOnly: z.boolean(),
  }),
);

/** Reads the demo's own files. Throws when one is missing or broken: the app is then damaged. */
export async function loadDemoBodies(folder: string): Promise<DemoBodies> {
  const texts = new Map<StaticBody, string>();
  for (const body of STATIC_BODIES)
    texts.set(body, await readFile(path.join(folder, `${body}.json`), "utf8"));
  const parsed = (body: StaticBody): unknown => JSON.parse(texts.get(body) ?? "");
  return {
    texts,
    brackets: new Map(
      z.parse(brackets, parsed("leverageBracket")).map((row) => [
        row.symbol,
        row.brackets.map((bracket) => ({
          floor: bracket.notionalFloor,
          cap: bracket.notionalCap,
          rate: bracket.maintMarginRatio,
          cumulative: bracket.cum,
        })),
      ]),
    ),
    leverages: new Map(
      z.parse(settings, parsed("symbolConfig")).map((row) => [row.symbol, row.leverage]),
    ),
    orders: z.parse(orders, parsed("openOrders")).map(({ origQty, ...order }) => ({
      ...order,
      quantity: origQty,
    })),
  };
}

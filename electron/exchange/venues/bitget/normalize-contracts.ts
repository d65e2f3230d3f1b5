import type { z } from "zod/mini";
import { ONE } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { parseAnswer, rowsBy } from "../../parse-answer.ts";
import { type Category, contractRow, listAnswer } from "./answers.ts";

/** Coin in which a kind's profit is paid. Coin-margined contracts pay in their own. */
const SETTLES: ReadonlyMap<string, string> = new Map<Category, string>([
  ["USDT-FUTURES", "USDT"],
  ["USDC-FUTURES", "USDC"],
]);

/** Wanted rows of market/instruments → linear contracts by symbol. Sizes are in the base coin. */
export function normalizeContracts(
  answer: unknown,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Instrument> {
  const rows = rowsBy("symbol", parseAnswer(listAnswer, answer, "instruments").data, "instruments");
  const contracts = new Map<string, Instrument>();
  for (const symbol of wanted) {
    const row = rows.get(symbol);
    const contract =
      row === undefined ? null : toContract(parseAnswer(contractRow, row, "instruments"));
    if (contract) contracts.set(symbol, contract);
  }
  return contracts;
}

function toContract(row: z.infer<typeof contractRow>): Instrument | null {
  const settle = SETTLES.get(row.category);
  if (settle === undefined) return null;
  const day = deliveryDay(row);
  return {
    id: instrumentId(`${row.baseCoin}/${settle}:${settle}${day === null ? "" : `-${day}`}`),
    kind: "linear",
    base: row.baseCoin,
    quote: settle,
    settle,
    contractSize: ONE,
    option: null,
  };
}

function deliveryDay({ type, deliveryTime }: z.infer<typeof contractRow>): string | null {
  if (type !== "delivery" || !deliveryTime?.gt(0)) return null;
  return new Date(deliveryTime.toNumber()).toISOString().slice(2, 10).replaceAll("-", "");
}

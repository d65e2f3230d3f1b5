import type { z } from "zod/mini";
import { instrumentId } from "#shared/domain/ids.ts";
import type { Instrument, OptionContract } from "../../normalize-instruments.ts";
import { parseAnswer, rowsBy } from "../../parse-answer.ts";
import { contractRow, listAnswer } from "./answers.ts";

/** Terms of a contract, with what of OKX's naming its tiers and fees are found by. */
export type Contract = Instrument & {
  readonly instFamily: string;
  readonly feeGroup: string | null;
};

/**
 * Wanted rows of public/instruments → contracts by `instId`; rows whose terms can't be used are left
 * out, and a position in one is then refused by name. ccxt's markets are not read: they drop the
 * multiplier, without which an option is a hundred times too large.
 */
export function normalizeContracts(
  answer: unknown,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Contract> {
  const rows = rowsBy("instId", parseAnswer(listAnswer, answer, "instruments").data, "instruments");
  const contracts = new Map<string, Contract>();
  for (const instId of wanted) {
    const row = rows.get(instId);
    const contract =
      row === undefined ? null : toContract(parseAnswer(contractRow, row, "instruments"));
    if (contract) contracts.set(instId, contract);
  }
  return contracts;
}

function toContract(row: z.infer<typeof contractRow>): Contract | null {
  const [base, quote] = row.uly.split("-");
  if (!base || !quote || !row.ctVal || !row.ctMult) return null;
  const option = row.optType ? toOption(row, base) : null;
  if (row.optType && !option) return null;
  const kind = option ? "option" : row.ctType;
  if (kind === null || row.ctValCcy !== (kind === "inverse" ? quote : base)) return null;
  return {
    id: instrumentId(`${base}/${quote}:${row.settleCcy}${suffixOf(row)}`),
    kind,
    base,
    quote,
    settle: row.settleCcy,
    contractSize: row.ctVal.times(row.ctMult),
    option,
    instFamily: row.instFamily,
    feeGroup: row.groupId,
  };
}

function toOption(
  { optType, stk, expTime, settleCcy }: z.infer<typeof contractRow>,
  base: string,
): OptionContract | null {
  if (!stk || expTime === null) return null;
  return {
    type: optType === "C" ? "call" : "put",
    strike: stk,
    expiryAt: expTime,
    settlement: settleCcy === base ? "inverse" : "linear",
  };
}

/** As ccxt spells it: `-241227` for a future, `-241227-50000-C` for an option. */
function suffixOf({ expTime, stk, optType }: z.infer<typeof contractRow>): string {
  if (expTime === null) return "";
  const day = new Date(expTime).toISOString().slice(2, 10).replaceAll("-", "");
  return optType && stk ? `-${day}-${stk.toFixed()}-${optType}` : `-${day}`;
}

import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Funding } from "#shared/domain/snapshot.ts";
import { type FundingBySymbol, momentOf, readFunding, toFunding } from "../../normalize-funding.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { type FuturesWallet, type GateAnswers, termsRow, tickerRow } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

const HOUR_S = 3_600;

type Terms = { readonly intervalS: Decimal | null; readonly nextS: Decimal | null };

/** What the contracts held pay: the rate of this moment's tickers, on the hourly list's terms. */
export function readFundings(answers: GateAnswers, readAt: number, gaps: Gap[]): FundingBySymbol {
  const { usdt, btc, tickers, btcTicker } = answers;
  const wallets: readonly (readonly [string, FuturesWallet | null])[] = [
    ["usdt", usdt],
    ["btc", btc],
  ];
  const all = wallets.flatMap(([settle, wallet]) => {
    const held = heldRows(wallet?.positions ?? []).map(({ contract }) => contract);
    if (held.length === 0) return [];
    const source = settle === "usdt" ? tickers : btcTicker;
    const what = `The funding rates of contracts settled in ${settle.toUpperCase()}`;
    const rates = readFunding(source, what, gaps, (raw) =>
      wantedRows(rowsBy("contract", raw, "tickers"), held, toRate),
    );
    if (!rates) return [];
    const termsOf = readTerms(answers, settle, held, gaps);
    return [...rates].map(([contract, told]): [string, Funding] => {
      return [contract, { ...told, ...paidAt(termsOf.get(contract) ?? null, readAt) }];
    });
  });
  return new Map(all);
}

function toRate(row: unknown): Funding | null {
  const { funding_rate: rate } = parseAnswer(tickerRow, row, "tickers");
  return toFunding({ rate, intervalHours: null, nextAt: null });
}

function readTerms(
  { terms }: GateAnswers,
  settle: string,
  held: readonly string[],
  gaps: Gap[],
): ReadonlyMap<string, Terms> {
  const source = terms.get(settle);
  const what = `The funding intervals of contracts settled in ${settle.toUpperCase()}`;
  const rows =
    source &&
    readFunding(source, what, gaps, (raw) =>
      wantedRows(rowsBy("name", raw, "contracts"), held, (row): Terms => {
        const told = parseAnswer(termsRow, row, "contracts");
        return { intervalS: told.funding_interval, nextS: told.funding_next_apply };
      }),
    );
  return rows ?? new Map();
}

/** The list may be older than its next payment; then the one that is next by now. */
function paidAt(terms: Terms | null, readAt: number): Pick<Funding, "intervalHours" | "nextAt"> {
  const { intervalS = null, nextS = null } = terms ?? {};
  if (!intervalS) return { intervalHours: null, nextAt: null };
  const missed = nextS && decimal(readAt).div(1_000).minus(nextS).div(intervalS).ceil();
  const next = missed?.gt(0) ? nextS?.plus(missed.times(intervalS)) : nextS;
  return {
    intervalHours: intervalS.div(HOUR_S),
    nextAt: next ? momentOf(next.times(1_000).floor()) : null,
  };
}

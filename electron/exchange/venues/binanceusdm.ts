import { z } from "zod/mini";
import { VenueError } from "../exchange-client.ts";
import { badAnswer, name, parseAnswer } from "../parse-answer.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  accountAnswer,
  type BinanceAnswers,
  positionRiskAnswer,
  type Source,
} from "./binanceusdm/answers.ts";
import { isOneMoment } from "./binanceusdm/contradictions.ts";
import { binanceRefusal } from "./binanceusdm/refusals.ts";
import { heldRows } from "./binanceusdm/normalize-positions.ts";
import { toSnapshot } from "./binanceusdm/snapshot.ts";

/** Tier tables change a few times a month and the answer covers every contract of the venue. */
const BRACKETS_MAX_AGE_MS = 3_600_000;

/**
 * Binance USD-M futures in single-asset and in multi-assets mode.
 *
 * ccxt's implicit endpoints are called rather than its unified ones: the unified answers drop or
 * distort what margin rules need (assets never touched, cumulative amounts, cross collateral), and
 * the raw answer is what is normalized anyway. Account and positions are asked together, so that
 * both see the same marks. Request weight of a reading: 75 of 2,400 a minute, `openOrders`
 * last because it alone is 40.
 */
export const binanceUsdm: Venue = {
  exchange: "binanceusdm",
  // Loading markets would otherwise ask the spot wallet, which a narrow key may not read.
  options: { fetchCurrencies: false },
  // 2,400 request weight a minute, spread evenly.
  weightMs: 25,
  refusal: binanceRefusal,
  createReader: (session) => {
    const brackets = createBracketCache(session);
    return async () => {
      const [{ account, positionRisk }] = await Promise.all([
        askOneMoment(session),
        session.instruments(),
      ]);
      const symbols = new Set(positionRisk.map((row) => row.symbol));
      const held = new Set(heldRows(positionRisk).map((row) => row.symbol));
      const instruments = await instrumentsFor(symbols, session);
      const optional = await askOptional(session, brackets, held);
      return toSnapshot(
        { account, positionRisk, ...optional },
        { connection: session.connection, instruments, readAt: session.now() },
      );
    };
  },
};

type Required = Pick<BinanceAnswers, "account" | "positionRisk">;

/** Marks change every second: two answers from both sides of a change are asked for once more. */
async function askOneMoment(session: VenueSession): Promise<Required> {
  const answers = await askRequired(session);
  return isOneMoment(answers.account, answers.positionRisk) ? answers : askRequired(session);
}

async function askRequired({ call }: VenueSession): Promise<Required> {
  const [account, positionRisk] = await Promise.all([
    call("fapiPrivateV3GetAccount"),
    call("fapiPrivateV3GetPositionRisk"),
  ]);
  return {
    account: parseAnswer(accountAnswer, account, "account"),
    positionRisk: parseAnswer(positionRiskAnswer, positionRisk, "positionRisk"),
  };
}

async function askOptional(
  session: VenueSession,
  brackets: (symbols: ReadonlySet<string>) => Promise<Source>,
  held: ReadonlySet<string>,
): Promise<Omit<BinanceAnswers, keyof Required>> {
  const [leverageBracket, symbolConfig, assetIndex, accountModes, openOrders] = await Promise.all([
    held.size === 0 ? NOTHING_HELD : brackets(held),
    held.size === 0 ? NOTHING_HELD : ask(session, "fapiPrivateGetSymbolConfig"),
    ask(session, "fapiPublicGetAssetIndex"),
    askModes(session),
    ask(session, "fapiPrivateGetOpenOrders"),
  ]);
  return { leverageBracket, symbolConfig, assetIndex, accountModes, openOrders };
}

/** Stands for the answers about contracts that are held when none is. */
const NOTHING_HELD: Source = { answer: [], failure: null };

async function ask(session: VenueSession, endpoint: string): Promise<Source> {
  try {
    return { answer: await session.call(endpoint), failure: null };
  } catch (failure) {
    if (failure instanceof VenueError) return { answer: null, failure };
    throw failure;
  }
}

/** One endpoint tells both modes at a twelfth of the weight; the two old ones stand in for it. */
async function askModes(session: VenueSession): Promise<readonly Source[]> {
  const both = await ask(session, "fapiPrivateGetAccountConfig");
  if (both.failure === null) return [both];
  const others = ["fapiPrivateGetPositionSideDual", "fapiPrivateGetMultiAssetsMargin"];
  return [both, ...(await Promise.all(others.map((endpoint) => ask(session, endpoint))))];
}

/** Contracts are listed every week: a symbol not known yet is worth one more look. */
async function instrumentsFor(symbols: ReadonlySet<string>, { instruments }: VenueSession) {
  const known = await instruments();
  return [...symbols].every((symbol) => known.has(symbol)) ? known : instruments("fresh");
}

/** Asked again when an hour old or when a symbol is new; the old table is kept when that fails. */
function createBracketCache(session: VenueSession) {
  let kept: { answer: unknown; symbols: ReadonlySet<string>; at: number } | null = null;
  return async (symbols: ReadonlySet<string>): Promise<Source> => {
    const isFresh = kept !== null && session.now() - kept.at < BRACKETS_MAX_AGE_MS;
    if (kept && isFresh && [...symbols].every((symbol) => kept?.symbols.has(symbol)))
      return { answer: kept.answer, failure: null };
    const { answer, failure } = await ask(session, "fapiPrivateGetLeverageBracket");
    const listed = symbolsIn(answer);
    if (listed.size > 0) kept = { answer, symbols: listed, at: session.now() };
    if (listed.size > 0 || !kept) return { answer, failure };
    return { answer: kept.answer, failure: failure ?? badAnswer("leverageBracket", "its shape") };
  };
}

/** Symbols in a list of rows that nothing has checked yet; what is no such list has none. */
function symbolsIn(rows: unknown): ReadonlySet<string> {
  const { data } = z.safeParse(z.array(z.looseObject({ symbol: name })), rows);
  return new Set(data?.map((row) => row.symbol));
}

import { z } from "zod/mini";
import { askOptional, keepLast, NOT_ASKED, type OptionalAnswer } from "../optional-answer.ts";
import { instrumentsFor } from "../known-instruments.ts";
import { name, parseAnswer } from "../parse-answer.ts";
import { type AskRule, createListCache, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { isOneMoment } from "./binance/contradictions.ts";
import { checkFundingInfo, type FundingAnswers } from "./binance/normalize-funding.ts";
import { heldRows } from "./binance/normalize-positions.ts";
import { binanceRefusal } from "./binance/refusals.ts";
import { accountAnswer, positionRiskAnswer, type UsdmAnswers } from "./binanceusdm/answers.ts";
import { toSnapshot } from "./binanceusdm/snapshot.ts";

/**
 * Binance USD-M futures in single-asset and in multi-assets mode.
 *
 * ccxt's implicit endpoints are called rather than its unified ones: the unified answers drop or
 * distort what margin rules need (assets never touched, cumulative amounts, cross collateral), and
 * the raw answer is what is normalized anyway. Account and positions are asked together, so that
 * both see the same marks. Request weight of a reading: 85 of 2,400 a minute, `openOrders`
 * last because it alone is 40.
 */
export const binanceUsdm: Venue = {
  exchange: "binanceusdm",
  // Loading markets would otherwise ask the spot wallet, which a narrow key may not read.
  options: { fetchCurrencies: false },
  // 2,400 request weight a minute.
  weightMs: 25,
  countsByMinute: true,
  refusal: binanceRefusal,
  createReader: (session) => {
    const brackets = createListCache({
      session,
      ask: () => askOptional(session, "fapiPrivateGetLeverageBracket"),
      namesIn: symbolsIn,
      answer: "leverageBracket",
    });
    const askFundingInfo = createRuleCache(session, checkFundingInfo);
    const kept = { brackets, askModes: createModes(session) };
    return async () => {
      const [{ account, positionRisk }] = await Promise.all([
        askOneMoment(session),
        session.instruments(),
      ]);
      const symbols = new Set(positionRisk.map((row) => row.symbol));
      const held = new Set(heldRows(positionRisk).map((row) => row.symbol));
      const instruments = await instrumentsFor(symbols, session);
      const isFlat = held.size === 0;
      const [funding, optional] = await Promise.all([
        isFlat ? NO_FUNDING : askFunding(session, askFundingInfo),
        askRest(session, kept, held),
      ]);
      return toSnapshot(
        { account, positionRisk, funding, ...optional },
        { connection: session.connection, instruments, readAt: session.now() },
      );
    };
  },
};

type Required = Pick<UsdmAnswers, "account" | "positionRisk">;

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

type Kept = {
  readonly brackets: (symbols: ReadonlySet<string>) => Promise<OptionalAnswer>;
  readonly askModes: () => Promise<readonly OptionalAnswer[]>;
};

async function askRest(
  session: VenueSession,
  { brackets, askModes }: Kept,
  held: ReadonlySet<string>,
): Promise<Omit<UsdmAnswers, keyof Required | "funding">> {
  const [leverageBracket, symbolConfig, assetIndex, accountModes, openOrders] = await Promise.all([
    held.size === 0 ? NOT_ASKED : brackets(held),
    held.size === 0 ? NOT_ASKED : askOptional(session, "fapiPrivateGetSymbolConfig"),
    askOptional(session, "fapiPublicGetAssetIndex"),
    askModes(),
    askOptional(session, "fapiPrivateGetOpenOrders"),
  ]);
  return { leverageBracket, symbolConfig, assetIndex, accountModes, openOrders };
}

const NO_FUNDING: FundingAnswers = { premiumIndex: NOT_ASKED, fundingInfo: NOT_ASKED };

async function askFunding(session: VenueSession, askRule: AskRule): Promise<FundingAnswers> {
  const [premiumIndex, fundingInfo] = await Promise.all([
    askOptional(session, "fapiPublicGetPremiumIndex"),
    askRule("fapiPublicGetFundingInfo", {}),
  ]);
  return { premiumIndex, fundingInfo };
}

/**
 * One endpoint tells both modes at a twelfth of the weight; the two old ones stand in for it, and
 * after them what it told before.
 */
function createModes(session: VenueSession): () => Promise<readonly OptionalAnswer[]> {
  const askBoth = keepLast(() => askOptional(session, "fapiPrivateGetAccountConfig"));
  return async () => {
    const both = await askBoth();
    if (both.failure === null) return [both];
    const others = ["fapiPrivateGetPositionSideDual", "fapiPrivateGetMultiAssetsMargin"];
    return [...(await Promise.all(others.map((endpoint) => askOptional(session, endpoint)))), both];
  };
}

/** Symbols in a list of rows that nothing has checked yet; what is no such list has none. */
function symbolsIn(rows: unknown): ReadonlySet<string> {
  const { data } = z.safeParse(z.array(z.looseObject({ symbol: name })), rows);
  return new Set(data?.map((row) => row.symbol));
}

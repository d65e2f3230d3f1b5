import { z } from "zod/mini";
import { instrumentsFor } from "../known-instruments.ts";
import { askOptional, NOT_ASKED } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { isOneMoment } from "./binance/contradictions.ts";
import { checkFundingInfo } from "./binance/normalize-funding.ts";
import { heldRows } from "./binance/normalize-positions.ts";
import { binanceRefusal } from "./binance/refusals.ts";
import { accountAnswer, type CoinmAnswers, positionRiskAnswer } from "./binancecoinm/answers.ts";
import { toSnapshot } from "./binancecoinm/snapshot.ts";

/**
 * Binance COIN-M futures: each coin a pool. Account and positions are asked together and once more
 * when they saw different marks. Request weight of a reading: about 55 of 2,400 a minute, the
 * position mode most of it.
 */
export const binanceCoinm: Venue = {
  exchange: "binancecoinm",
  // Loading markets would otherwise ask the spot wallet, which a narrow key may not read.
  options: { fetchCurrencies: false, fetchMarkets: { types: ["inverse"] } },
  // 2,400 request weight a minute: developers.binance.com coin-margined-futures, general info, read
  // 2026-11-23.
  weightMs: 25,
  countsByMinute: true,
  refusal: binanceRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, (answer) => {
      parseAnswer(z.array(z.unknown()).check(z.minLength(1)), answer, "leverageBracket");
    });
    const askFundingInfo = createRuleCache(session, checkFundingInfo);
    return async () => {
      const first = await askRequired(session);
      const required = isOneMoment(first.account, first.positionRisk)
        ? first
        : await askRequired(session);
      const answers = {
        ...required,
        ...(await askRest(session, { askRule, askFundingInfo }, required)),
      };
      // Rows come of every contract, delisted ones too.
      const symbols = heldRows(answers.positionRisk).map(({ symbol }) => symbol);
      const instruments = await instrumentsFor(symbols, session);
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

type Rules = { readonly askRule: AskRule; readonly askFundingInfo: AskRule };
type Required = Pick<CoinmAnswers, "account" | "positionRisk">;

async function askRequired({ call }: VenueSession): Promise<Required> {
  const [account, positionRisk] = await Promise.all([
    call("dapiPrivateGetAccount"),
    call("dapiPrivateGetPositionRisk"),
  ]);
  return {
    account: parseAnswer(accountAnswer, account, "account"),
    positionRisk: parseAnswer(positionRiskAnswer, positionRisk, "positionRisk"),
  };
}

async function askRest(
  session: VenueSession,
  { askRule, askFundingInfo }: Rules,
  { positionRisk }: Required,
): Promise<Omit<CoinmAnswers, keyof Required>> {
  const isFlat = heldRows(positionRisk).length === 0;
  const [premiumIndex, fundingInfo, leverageBracket, openOrders, positionMode] = await Promise.all([
    askOptional(session, "dapiPublicGetPremiumIndex"),
    isFlat ? NOT_ASKED : askFundingInfo("dapiPublicGetFundingInfo", {}),
    isFlat ? NOT_ASKED : askRule("dapiPrivateV2GetLeverageBracket", {}),
    askOptional(session, "dapiPrivateGetOpenOrders"),
    askOptional(session, "dapiPrivateGetPositionSideDual"),
  ]);
  const funding = { premiumIndex, fundingInfo };
  return { leverageBracket, funding, openOrders, positionMode };
}

import { z } from "zod/mini";
import { instrumentsFor } from "../known-instruments.ts";
import { askOptional, NOT_ASKED } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { checkFundingInfo } from "./binance/normalize-funding.ts";
import { heldRows } from "./binance/normalize-positions.ts";
import {
  accountAnswer,
  balanceAnswer,
  type MarketAnswers,
  type PortfolioAnswers,
  positionRiskAnswer,
  type MarketRow,
} from "./binanceportfolio/answers.ts";
import { portfolioRefusal } from "./binanceportfolio/refusals.ts";
import { toSnapshot } from "./binanceportfolio/snapshot.ts";

/**
 * Binance Portfolio Margin (classic). Account, balances and both markets' positions are asked
 * together. ccxt's unified answers are not used: they know no account figures, count profit as used
 * margin and keep one bracket table for two markets. Request weight of a reading: about 150 of
 * 6,000 a minute, open orders most of it, and 10 of each futures market's own 2,400.
 */
export const binancePortfolio: Venue = {
  exchange: "binance",
  options: {
    portfolioMargin: true,
    defaultType: "swap",
    fetchMarkets: { types: ["linear", "inverse"] },
    // Loading markets would otherwise make signed requests that a narrow key may not make.
    fetchCurrencies: false,
    fetchMargins: false,
  },
  // 6,000 weight a minute, 0.2 of ccxt's cost each: developers.binance.com portfolio-margin, general
  // info, read 2026-11-23.
  weightMs: 50,
  countsByMinute: true,
  refusal: portfolioRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, (answer) => {
      parseAnswer(z.array(z.unknown()).check(z.minLength(1)), answer, "rules");
    });
    const askFundingInfo = createRuleCache(session, checkFundingInfo);
    return async () => {
      const answers = await ask(session, { askRule, askFundingInfo });
      const rows = [...answers.um.positionRisk, ...answers.cm.positionRisk];
      const symbols = heldRows(rows).map(({ symbol }) => symbol);
      const instruments = await instrumentsFor(symbols, session);
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

type Rules = { readonly askRule: AskRule; readonly askFundingInfo: AskRule };

async function ask(session: VenueSession, rules: Rules): Promise<PortfolioAnswers> {
  const { call } = session;
  const [account, balance, umRisk, cmRisk, indexPrices] = await Promise.all([
    call("papiGetAccount"),
    call("papiGetBalance"),
    call("papiGetUmPositionRisk"),
    call("papiGetCmPositionRisk"),
    askOptional(session, "sapiGetPortfolioAssetIndexPrice"),
  ]);
  const [um, cm, collateralRates, marginOrders] = await Promise.all([
    askMarket("Um", parseAnswer(positionRiskAnswer, umRisk, "um positionRisk"), session, rules),
    askMarket("Cm", parseAnswer(positionRiskAnswer, cmRisk, "cm positionRisk"), session, rules),
    rules.askRule("sapiGetPortfolioCollateralRate", {}),
    askOptional(session, "papiGetMarginOpenOrders"),
  ]);
  return {
    account: parseAnswer(accountAnswer, account, "account"),
    balances: parseAnswer(balanceAnswer, balance, "balance"),
    um,
    cm,
    collateralRates,
    indexPrices,
    marginOrders,
  };
}

async function askMarket(
  market: "Um" | "Cm",
  positionRisk: readonly MarketRow[],
  session: VenueSession,
  rules: Rules,
): Promise<MarketAnswers> {
  const isFlat = heldRows(positionRisk).length === 0;
  const futures = market === "Um" ? "fapi" : "dapi";
  const [premiumIndex, fundingInfo, brackets, account, openOrders] = await Promise.all([
    isFlat ? NOT_ASKED : askOptional(session, `${futures}PublicGetPremiumIndex`),
    isFlat ? NOT_ASKED : rules.askFundingInfo(`${futures}PublicGetFundingInfo`, {}),
    isFlat ? NOT_ASKED : rules.askRule(`papiGet${market}LeverageBracket`, {}),
    askOptional(session, `papiGet${market}Account`),
    askOptional(session, `papiGet${market}OpenOrders`),
  ]);
  const funding = { premiumIndex, fundingInfo };
  return { positionRisk, brackets, funding, account, openOrders };
}

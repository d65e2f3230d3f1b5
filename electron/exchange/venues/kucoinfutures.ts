import { z } from "zod/mini";
import { instrumentsFor } from "../known-instruments.ts";
import { askBy, askOptional, type OptionalAnswer } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { dataOf, type KucoinAnswers, positionsAnswer } from "./kucoinfutures/answers.ts";
import { askWallet, createWalletWatch } from "./kucoinfutures/ask-wallets.ts";
import { heldRows } from "./kucoinfutures/normalize-positions.ts";
import { kucoinRefusal } from "./kucoinfutures/refusals.ts";
import { overviewOf, toSnapshot } from "./kucoinfutures/snapshot.ts";

/** The most orders that one answer holds. */
const MOST_ORDERS = 1000;

/**
 * KuCoin Futures of the classic account: each settle currency a wallet. Positions and wallets are
 * asked together. Request weight of a reading: about 40 of 2,000 per 30 s, once an hour 5
 * more for each coin that contracts settle in.
 */
export const kucoinFutures: Venue = {
  exchange: "kucoinfutures",
  options: { fetchMarkets: { types: ["swap", "future", "contract"], fetchTickersFees: false } },
  // 2,000 weight per 30 s, of which ccxt counts 2 for each: kucoin.com/docs-new/rate-limit, read
  // 2026-11-23.
  weightMs: 7.5,
  refusal: kucoinRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, (answer) => {
      parseAnswer(dataOf(z.unknown()), answer, "rules");
    });
    const askWallets = createWalletWatch(session);
    return async () => {
      const known = await session.instruments();
      const answers = await ask(session, askRule, () => askWallets(known.values()));
      const symbols = answers.positions.map(({ symbol }) => symbol);
      const instruments = await instrumentsFor(symbols, session);
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

async function ask(
  session: VenueSession,
  askRule: AskRule,
  askWallets: () => Promise<ReadonlyMap<string, OptionalAnswer>>,
): Promise<KucoinAnswers> {
  const [rawPositions, wallets] = await Promise.all([
    session.call("futuresPrivateGetPositions"),
    askWallets(),
  ]);
  const positions = parseAnswer(positionsAnswer, rawPositions, "positions").data;
  const held = heldRows(positions);
  const symbols = [...new Set(held.map((row) => row.symbol))];
  const settles = new Set(held.map((row) => row.settleCurrency));
  // A book that is empty may not come of answers that all failed: one wallet has to be there.
  if (settles.size === 0) settles.add("USDT");
  const needed = [...settles].map(async (code) => {
    const { answer, failure } = wallets.get(code) ?? (await askWallet(session, code));
    if (failure) throw failure;
    return overviewOf(answer, code);
  });
  const bySymbol = (endpoint: string) => askBy(symbols, (symbol) => askRule(endpoint, { symbol }));
  const isolated = held.filter((row) => !row.crossMode).map((row) => row.symbol);
  const limits = "futuresPublicGetContractsRiskLimitSymbol";
  return {
    positions,
    overviews: await Promise.all(needed),
    otherOverviews: new Map([...wallets].filter(([code]) => !settles.has(code))),
    riskLimits: await askBy([...new Set(isolated)], (symbol) => askRule(limits, { symbol })),
    fees: await bySymbol("futuresPrivateGetTradeFees"),
    contracts: await askOptional(session, "futuresPublicGetContractsActive"),
    openOrders: await askOptional(session, "futuresPrivateGetOrders", {
      status: "active",
      pageSize: MOST_ORDERS,
    }),
    positionMode: await askOptional(session, "futuresPrivateGetPositionGetPositionMode"),
    accountMode: await askOptional(session, "utaPrivateGetAccountMode"),
  };
}

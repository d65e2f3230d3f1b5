import { instrumentsFor } from "../known-instruments.ts";
import { askOptional, NOT_ASKED } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  accountsAnswer,
  instrumentsAnswer,
  type KrakenAnswers,
  openPositionsAnswer,
} from "./krakenfutures/answers.ts";
import { heldRows } from "./krakenfutures/normalize-positions.ts";
import { krakenRefusal } from "./krakenfutures/refusals.ts";
import { toSnapshot } from "./krakenfutures/snapshot.ts";

const KEY_CHECK = "api-keys/v3/check";

/**
 * Kraken Futures, multi-collateral wallet. Wallet, positions and marks are asked together. Positions
 * of single-collateral wallets are read as walls of their own. A reading costs 6 of 500 per 10 s.
 */
export const krakenFutures: Venue = {
  exchange: "krakenfutures",
  // What a key may do is told at an address that ccxt does not list, and signs like any other.
  addresses: {
    urls: { api: { auth: "https://futures.kraken.com/api/auth/" } },
    api: { auth: { get: { [KEY_CHECK]: { cost: 1 } } } },
  },
  options: {
    access: { auth: { GET: { [KEY_CHECK]: "private" } } },
    versions: { auth: { GET: { [KEY_CHECK]: "v1" } } },
  },
  // 500 per 10 s, each request costs at most 2: docs.kraken.com/exchange/guides/futures/ratelimits,
  // read 2026-11-23. ccxt counts every request as 1.
  weightMs: 40,
  refusal: krakenRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, (answer) => {
      parseAnswer(instrumentsAnswer, answer, "instruments");
    });
    return async () => {
      const answers = await ask(session, askRule);
      const symbols = answers.positions.map(({ symbol }) => symbol.toUpperCase());
      const instruments = await instrumentsFor(symbols, session);
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

async function ask(session: VenueSession, askRule: AskRule): Promise<KrakenAnswers> {
  const [accounts, positions, tickers] = await Promise.all([
    session.call("privateGetAccounts"),
    session.call("privateGetOpenpositions"),
    askOptional(session, "publicGetTickers"),
  ]);
  const rows = parseAnswer(openPositionsAnswer, positions, "openpositions").openPositions;
  const isFlat = heldRows(rows).length === 0;
  const [instruments, openOrders] = await Promise.all([
    isFlat ? NOT_ASKED : askRule("publicGetInstruments", {}),
    askOptional(session, "privateGetOpenorders"),
  ]);
  return {
    accounts: parseAnswer(accountsAnswer, accounts, "accounts"),
    positions: rows,
    tickers,
    instruments,
    openOrders,
  };
}

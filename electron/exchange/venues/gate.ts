import { z } from "zod/mini";
import { VenueError } from "../exchange-client.ts";
import { instrumentsFor } from "../known-instruments.ts";
import {
  askBy,
  askOptional,
  NOT_ASKED,
  optional,
  type OptionalAnswer,
} from "../optional-answer.ts";
import { badAnswer, parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  type FuturesWallet,
  futuresAccountAnswer,
  type GateAnswers,
  modeAnswer,
  positionRow,
  unifiedAnswer,
} from "./gate/answers.ts";
import { type GateMode, gateModeOf } from "./gate/account-mode.ts";
import { heldRows } from "./gate/normalize-positions.ts";
import { gateRefusal } from "./gate/refusals.ts";
import { toSnapshot } from "./gate/snapshot.ts";

/**
 * Gate: USDT and BTC perpetuals over a classic or a unified account.
 *
 * ccxt's implicit endpoints are called rather than its unified ones: those guess the account's kind
 * and turn a hollow answer into positions. Mode, account and positions fail together.
 */
export const gate: Venue = {
  exchange: "gate",
  options: {
    defaultType: "swap",
    fetchMarkets: { types: ["swap"] },
    // The one contract settled in BTC is known: snapshot.ts.
    swap: { fetchMarkets: { settlementCurrencies: ["usdt"] } },
  },
  // Without it sizes are cut to whole contracts, of which some are traded in parts:
  // https://www.gate.com/announcements/article/48788 (2025-12-18), read 2026-11-28
  headers: { "X-Gate-Size-Decimal": "1" },
  // 200 requests in ten seconds for each endpoint.
  // https://www.gate.com/docs/developers/apiv4/en/#frequency-limit-rule, read 2026-11-23
  weightMs: 50,
  refusal: gateRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, refuseHollow);
    let hadBtc = false;
    return async () => {
      const [required] = await Promise.all([
        askRequired(session, askRule, hadBtc),
        session.instruments(),
      ]);
      hadBtc ||= required.btc !== null;
      const contracts = heldRows(required.usdt.positions).map(({ contract }) => contract);
      const instruments = await instrumentsFor(contracts, session);
      const answers = { ...required, ...(await askOthers(session, askRule, required)) };
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

function refuseHollow(answer: unknown): void {
  if (typeof answer !== "object" || answer === null || Object.keys(answer).length === 0)
    throw badAnswer("rule table", "its shape");
}

type Required = Pick<GateAnswers, "mode" | "usdt" | "btc" | "btcFailure" | "unified" | "discounts">;

async function askRequired(
  session: VenueSession,
  askRule: AskRule,
  hadBtc: boolean,
): Promise<Required> {
  const mode = parseAnswer(
    modeAnswer,
    await session.call("privateUnifiedGetUnifiedMode"),
    "unified_mode",
  );
  const gateMode = gateModeOf(mode.mode, session.connection.marginModel);
  const [usdt, btc, unified, discounts] = await Promise.all([
    askWallet(session, "usdt"),
    askBtcWallet(session, hadBtc || gateMode !== "classic"),
    gateMode === "classic" ? null : session.call("privateUnifiedGetAccounts"),
    askDiscounts(askRule, gateMode),
  ]);
  return {
    mode,
    usdt,
    ...btc,
    unified:
      gateMode === "classic" ? null : parseAnswer(unifiedAnswer, unified, "unified/accounts"),
    discounts,
  };
}

/** Without weights a multi-currency account would be judged by the rule of another mode. */
async function askDiscounts(askRule: AskRule, mode: GateMode): Promise<unknown> {
  if (mode !== "multi_currency") return null;
  const { answer, failure } = await askRule("privateUnifiedGetCurrencyDiscountTiers", {});
  if (answer === null && failure) throw failure;
  return answer;
}

async function askWallet(session: VenueSession, settle: string): Promise<FuturesWallet> {
  const [account, rows] = await Promise.all([
    session.call("privateFuturesGetSettleAccounts", { settle }),
    askPages(session, "privateFuturesGetSettlePositions", { settle, holding: true }),
  ]);
  return {
    account: parseAnswer(futuresAccountAnswer, account, "futures/accounts"),
    positions: rows.map((row) => parseAnswer(positionRow, row, "positions")),
  };
}

/**
 * An account that never traded contracts settled in BTC has no such wallet. One that can't be
 * reached is a gap, unless it was there before or its positions stand on the same collateral as the
 * others: the book would look better without them. One that is hollow is refused.
 */
async function askBtcWallet(
  session: VenueSession,
  isNeeded: boolean,
): Promise<Pick<Required, "btc" | "btcFailure">> {
  try {
    return { btc: await askWallet(session, "btc"), btcFailure: null };
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    if (error.code === "not_found") return { btc: null, btcFailure: null };
    if (error.code === "venue_unavailable" && !isNeeded) return { btc: null, btcFailure: error };
    throw error;
  }
}

const PAGE = 100;
/** No account has this many. */
const MOST_PAGES = 100;

async function askPages(
  session: VenueSession,
  endpoint: string,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const raw = await session.call(endpoint, { ...params, limit: PAGE, offset: page * PAGE });
    const listed = parseAnswer(z.array(z.unknown()), raw, endpoint);
    rows.push(...listed);
    if (listed.length < PAGE) return rows;
  }
  throw badAnswer(endpoint, "a list that never ends");
}

async function askOthers(session: VenueSession, askRule: AskRule, required: Required) {
  const wallets: readonly (readonly [string, FuturesWallet | null])[] = [
    ["usdt", required.usdt],
    ["btc", required.btc],
  ];
  const settles = wallets.filter(([, wallet]) => wallet).map(([settle]) => settle);
  const held = wallets.flatMap(([settle, wallet]) =>
    heldRows(wallet?.positions ?? []).map(({ contract }) => `${settle} ${contract}`),
  );
  const holding = new Set(held.map((key) => key.split(" ")[0] ?? key));
  const [tiers, terms, fees, orders, tickers, btcTicker, elsewhere] = await Promise.all([
    askTiers(askRule, new Set(held)),
    askBy(holding, (settle) => askRule("publicFuturesGetSettleContracts", { settle })),
    askBy(holding, (settle) => askRule("privateFuturesGetSettleFee", { settle })),
    askBy(settles, (settle) => askOrders(session, settle)),
    askOptional(session, "publicFuturesGetSettleTickers", { settle: "usdt" }),
    askOptional(session, "publicFuturesGetSettleTickers", { settle: "btc", contract: "BTC_USD" }),
    askElsewhere(session),
  ]);
  return { tiers, terms, fees, orders, tickers, btcTicker, elsewhere };
}

/** One after the other: together, those of a large book would wait out their deadlines. */
async function askTiers(askRule: AskRule, keys: ReadonlySet<string>) {
  const tables = new Map<string, OptionalAnswer>();
  for (const key of keys) {
    const [settle, contract] = key.split(" ");
    tables.set(key, await askRule("publicFuturesGetSettleRiskLimitTiers", { settle, contract }));
  }
  return tables;
}

function askOrders(session: VenueSession, settle: string): Promise<OptionalAnswer> {
  const params = { settle, status: "open" };
  return optional(() => askPages(session, "privateFuturesGetSettleOrders", params));
}

/** What an account may hold beside perpetuals. */
async function askElsewhere(session: VenueSession): Promise<GateAnswers["elsewhere"]> {
  const ask = async (endpoint: string, params = {}): Promise<OptionalAnswer> => {
    const asked = await askOptional(session, endpoint, params);
    return asked.failure?.code === "not_found" ? { ...NOT_ASKED, answer: [] } : asked;
  };
  const [options, deliveries] = await Promise.all([
    ask("privateOptionsGetPositions"),
    ask("privateDeliveryGetSettlePositions", { settle: "usdt" }),
  ]);
  return [
    { what: "Options", rows: options },
    { what: "Delivery contracts", rows: deliveries },
  ];
}

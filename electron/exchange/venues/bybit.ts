import { VenueError } from "../exchange-client.ts";
import { instrumentsFor } from "../known-instruments.ts";
import { askBy, askOptional, optional, type OptionalAnswer } from "../optional-answer.ts";
import { badAnswer, parseAnswer, rowsBy } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  accountInfoAnswer,
  type AnswersBy,
  type BybitAnswers,
  listAnswer,
  type OrderCategory,
  pageAnswer,
  type PositionCategory,
  positionRow,
  type PositionRow,
  walletAnswer,
} from "./bybit/answers.ts";
import { heldRows } from "./bybit/normalize-positions.ts";
import { coinsToPrice, tickersFor } from "./bybit/normalize-prices.ts";
import { baseOf } from "./bybit/optional-answers.ts";
import { bybitRefusal } from "./bybit/refusals.ts";
import { toSnapshot } from "./bybit/snapshot.ts";

/** Coins with options at Bybit. */
const OPTION_COINS = ["BTC", "ETH", "SOL", "XRP", "DOGE", "MNT"];

/**
 * Bybit unified trading account: linear, inverse and option positions over one wallet.
 *
 * ccxt's implicit endpoints are called rather than its unified ones: those return USDT-linear
 * positions alone, lose maintenance margins near liquidation and have no account figures. Wallet,
 * mode and all position lists are asked together and fail together.
 */
export const bybit: Venue = {
  exchange: "bybit",
  options: {
    fetchMarkets: {
      types: ["linear", "inverse", "option"],
      options: OPTION_COINS,
      loadAllOptions: true,
    },
  },
  // 50 units of weight a second; position and order lists weigh 5: ten a second per account, and 600
  // requests in five seconds per address. https://bybit-exchange.github.io/docs/v5/rate-limit
  weightMs: 20,
  refusal: bybitRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, (raw) => parseAnswer(listAnswer, raw, "rule table"));
    return async () => {
      const [required] = await Promise.all([askRequired(session), session.instruments()]);
      const symbols = heldRows(required.positions).map((row) => row.symbol);
      const instruments = await instrumentsFor(symbols, session);
      const settles = new Set(symbols.flatMap((symbol) => instruments.get(symbol)?.settle ?? []));
      const coins = coinsToPrice(required.wallet, settles);
      const answers = { ...required, ...(await askOthers({ session, askRule, coins, required })) };
      const { connection, now } = session;
      return toSnapshot(answers, { connection, instruments, readAt: now() });
    };
  },
};

type Required = Pick<BybitAnswers, "info" | "wallet" | "walletAt" | "positions" | "positionsAt">;

/** Every list a position can stand in; linear lists are asked by settle coin. */
const POSITION_LISTS: readonly (readonly [PositionCategory, Record<string, string>])[] = [
  ["linear", { settleCoin: "USDT" }],
  ["linear", { settleCoin: "USDC" }],
  ["inverse", {}],
  ["option", {}],
];

async function askRequired(session: VenueSession): Promise<Required> {
  const [info, wallet, ...lists] = await Promise.all([
    session.call("privateGetV5AccountInfo"),
    session.call("privateGetV5AccountWalletBalance", { accountType: "UNIFIED" }),
    ...POSITION_LISTS.map((list) => askPositions(session, list)),
  ]);
  const { result, time } = parseAnswer(walletAnswer, wallet, "wallet-balance");
  return {
    info: parseAnswer(accountInfoAnswer, info, "account/info").result,
    wallet: result.list[0],
    walletAt: time,
    positions: lists.flatMap(({ rows }) => rows),
    positionsAt: Math.min(...lists.map(({ at }) => at)),
  };
}

async function askPositions(
  session: VenueSession,
  [category, scope]: (typeof POSITION_LISTS)[number],
): Promise<{ readonly rows: readonly PositionRow[]; readonly at: number }> {
  const params = { category, ...scope, limit: 200 };
  const { rows, at } = await askPages(session, "privateGetV5PositionList", params);
  const parse = (raw: unknown) => ({ ...parseAnswer(positionRow, raw, "position/list"), category });
  return { rows: rows.map(parse), at };
}

/** No account has this many; a cursor that never ends is not one. */
const MOST_PAGES = 100;

/** All pages of a list. `at`: the venue's clock at the first. */
async function askPages(session: VenueSession, endpoint: string, params: { limit: number }) {
  const rows: unknown[] = [];
  let cursor: string | null = null;
  let at: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const raw = await session.call(endpoint, cursor === null ? params : { ...params, cursor });
    const { result, time } = parseAnswer(pageAnswer, raw, endpoint);
    rows.push(...result.list);
    at ??= time;
    cursor = result.nextPageCursor;
    // The last page has a cursor too.
    if (cursor === null || result.list.length < params.limit) return { rows, at };
  }
  throw badAnswer(endpoint, "nextPageCursor");
}

type Others = {
  readonly session: VenueSession;
  readonly askRule: AskRule;
  /** Coins that the wallet does not price. */
  readonly coins: readonly string[];
  readonly required: Required;
};

async function askOthers({ session, askRule, coins, required }: Others) {
  const held = heldRows(required.positions);
  const perpetuals = held.filter(({ category }) => category !== "option");
  const options = held.filter(({ category }) => category === "option");
  const tickers = (params: Record<string, string>) =>
    askOptional(session, "publicGetV5MarketTickers", params);
  const categories = new Set(perpetuals.map(({ category }) => category));
  const [fundings, riskLimits, feeRates, collateral, orders, optionTickers, indexTickers] =
    await Promise.all([
      askBy(categories, (category) => tickers({ category })),
      askTiers(askRule, perpetuals),
      askBy(categories, (category) => askRule("privateGetV5AccountFeeRate", { category })),
      askRule("publicGetV5SpotMarginTradeCollateral", {}),
      Promise.all(ORDER_LISTS.map((list) => askOrders(session, list))),
      askBy(new Set(options.map(({ symbol }) => baseOf(symbol))), (baseCoin) =>
        tickers({ category: "option", baseCoin }),
      ),
      askBy(new Set(tickersFor(coins).map((key) => key.join(" "))), (key) => {
        const [category = "", symbol = ""] = key.split(" ");
        return tickers({ category, symbol });
      }),
    ]);
  const spotTerms = await askSpotTerms(askRule, orders);
  const prices = { optionTickers, indexTickers };
  return { fundings, riskLimits, feeRates, collateral, orders, ...prices, spotTerms };
}

/** One after the other: together, those of a large book would wait out their deadlines. */
async function askTiers(askRule: AskRule, rows: readonly PositionRow[]): Promise<AnswersBy> {
  const tables = new Map<string, OptionalAnswer>();
  for (const { category, symbol } of rows)
    tables.set(symbol, await askRule("publicGetV5MarketRiskLimit", { category, symbol }));
  return tables;
}

const ORDER_LISTS: readonly (readonly [OrderCategory, Record<string, string>])[] = [
  ...POSITION_LISTS,
  ["spot", {}],
];

async function askOrders(
  session: VenueSession,
  [category, scope]: (typeof ORDER_LISTS)[number],
): Promise<BybitAnswers["orders"][number]> {
  const params = { category, ...scope, limit: 50 };
  const rows = await optional(
    async () => (await askPages(session, "privateGetV5OrderRealtime", params)).rows,
  );
  return { category, rows };
}

function askSpotTerms(askRule: AskRule, orders: BybitAnswers["orders"]): Promise<AnswersBy> {
  const spot = orders.find(({ category }) => category === "spot")?.rows.answer;
  const symbols = Array.isArray(spot) && spot.length > 0 ? symbolsIn(spot) : [];
  return askBy(new Set(symbols), (symbol) =>
    askRule("publicGetV5MarketInstrumentsInfo", { category: "spot", symbol }),
  );
}

/** Of rows that nothing has checked yet; where they can't be read, reading them leaves the gap. */
function symbolsIn(rows: unknown): readonly string[] {
  try {
    return [...rowsBy("symbol", rows, "order/realtime").keys()];
  } catch (error) {
    if (error instanceof VenueError) return [];
    throw error;
  }
}

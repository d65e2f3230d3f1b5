import { z } from "zod/mini";
import { perpetualsAmong } from "../normalize-funding.ts";
import type { Instrument } from "../normalize-instruments.ts";
import { askBy, askOptional, keepLast, type OptionalAnswer } from "../optional-answer.ts";
import { badAnswer, name, parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  assetsAnswer,
  type BitgetAnswers,
  CATEGORIES,
  type Category,
  listAnswer,
  positionsAnswer,
  type PositionRow,
} from "./bitget/answers.ts";
import { normalizeContracts } from "./bitget/normalize-contracts.ts";
import { heldRows } from "./bitget/normalize-positions.ts";
import { bitgetRefusal } from "./bitget/refusals.ts";
import { toSnapshot } from "./bitget/snapshot.ts";

/** Most pages of orders that are followed, a hundred orders each. */
const MOST_PAGES = 40;
const PAGE = 100;

/**
 * Bitget's unified trading account, cross and isolated positions in USDT- and USDC-margined contracts.
 *
 * ccxt's implicit endpoints are called: its unified answers leave maintenance margin out, take a rate
 * for the margin ratio, and its probe for the kind of account reads a unified one as an empty classic
 * one after any failure. A reading is 9 requests and one for each perpetual held, in the first of an hour some more for
 * rules.
 */
export const bitget: Venue = {
  exchange: "bitget",
  options: { uta: true },
  // 20 requests a second per user or address and endpoint:
  // https://www.bitget.com/api-doc/uta/account/Get-Account, read 2026-11-23.
  weightMs: 50,
  refusal: bitgetRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, refuseHollowList);
    const askSettings = keepLast(() => askOptional(session, "privateUtaGetV3AccountSettings"));
    return async () => {
      const [required, orders, settings, collateral] = await Promise.all([
        askRequired(session),
        Promise.all(CATEGORIES.map((category) => askOrders(session, category))),
        askSettings(),
        askOptional(session, "privateUtaGetV3AccountCollateralType"),
      ]);
      const touched = [...heldRows(required.positions), ...orders.flatMap(touchedBy)];
      const contracts = await askContracts(session, askRule, touched);
      const symbols = heldRows(required.positions).map(({ symbol }) => symbol);
      const perpetuals = perpetualsAmong(symbols, (symbol) => contracts.get(symbol));
      const [fundings, tiers, discounts] = await Promise.all([
        askBy(perpetuals, (symbol) => askOptional(session, FUNDING, { symbol })),
        askTiers(askRule, heldRows(required.positions)),
        askRule("publicUtaGetV3MarketDiscountRate", {}),
      ]);
      return toSnapshot(
        { ...required, orders, settings, collateral, fundings, tiers, discounts },
        { connection: session.connection, contracts, readAt: session.now() },
      );
    };
  },
};

const FUNDING = "publicUtaGetV3MarketCurrentFundRate";

type Required = Pick<BitgetAnswers, "assets" | "venueAt" | "positions">;

async function askRequired({ call }: VenueSession): Promise<Required> {
  const [assets, ...positions] = await Promise.all([
    call("privateUtaGetV3AccountAssets"),
    ...CATEGORIES.map((category) => call("privateUtaGetV3PositionCurrentPosition", { category })),
  ]);
  const { data, requestTime } = parseAnswer(assetsAnswer, assets, "assets");
  const rows = positions.flatMap((answer, index) => {
    const { list } = parseAnswer(positionsAnswer, answer, "current-position").data;
    return (list ?? []).filter(({ category }) => isOfList(category, CATEGORIES[index]));
  });
  return { assets: data, venueAt: requestTime, positions: rows };
}

/** Each category has a list of its own. Throws `bad_venue_data` on a row of a kind that has none. */
function isOfList(category: string, asked: Category | undefined): boolean {
  if (CATEGORIES.some((each) => each === category)) return category === asked;
  throw badAnswer("current-position", `the category ${category}`);
}

const orderPage = z.object({
  code: z.literal("00000"),
  data: z.object({ list: z.nullable(z.array(z.unknown())), cursor: z.optional(z.unknown()) }),
});

type Orders = BitgetAnswers["orders"][number];

/** All pages as one answer. A page that can't be followed stands for all, unread. */
async function askOrders(session: VenueSession, category: Category): Promise<Orders> {
  const rows: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = { category, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const source = await askOptional(session, "privateUtaGetV3TradeUnfilledOrders", params);
    const { data } = z.safeParse(orderPage, source.answer);
    if (source.failure || !data) return { category, source };
    const list = data.data.list ?? [];
    rows.push(...list);
    cursor = z.safeParse(name, data.data.cursor).data;
    if (list.length < PAGE || cursor === undefined)
      return { category, source: { answer: whole(rows), failure: null } };
  }
  const failure = badAnswer("unfilled-orders", "its number of pages");
  return { category, source: { answer: null, failure } };
}

function whole(list: readonly unknown[]) {
  return { code: "00000", data: { list } };
}

type Touched = { readonly category: string; readonly symbol: string };

const touchedRows = z.object({
  data: z.object({ list: z.array(z.object({ category: name, symbol: name })) }),
});

/** Contracts in a raw answer; what can't be read touches none, and its own reader says so. */
function touchedBy({ category, source }: Orders): readonly Touched[] {
  const rows = z.safeParse(touchedRows, source.answer).data?.data.list ?? [];
  return rows.filter((row) => row.category === category);
}

const INSTRUMENTS = "publicUtaGetV3MarketInstruments";

/** From hourly lists; a contract younger than its list is asked for by itself. */
async function askContracts(
  session: VenueSession,
  askRule: AskRule,
  touched: readonly Touched[],
): Promise<ReadonlyMap<string, Instrument>> {
  const contracts = new Map<string, Instrument>();
  for (const category of new Set(touched.map((row) => row.category))) {
    const own = touched.filter((row) => row.category === category);
    const symbols = new Set(own.map(({ symbol }) => symbol));
    const { answer, failure } = await askRule(INSTRUMENTS, { category });
    if (answer === null && failure) throw failure;
    for (const [id, contract] of normalizeContracts(answer, symbols)) contracts.set(id, contract);
    if (category === "COIN-FUTURES") continue;
    for (const symbol of symbols)
      if (!contracts.has(symbol)) {
        const alone = await session.call(INSTRUMENTS, { category, symbol });
        for (const [id, contract] of normalizeContracts(alone, new Set([symbol])))
          contracts.set(id, contract);
      }
  }
  return contracts;
}

function askTiers(askRule: AskRule, held: readonly PositionRow[]) {
  const categories = new Map(held.map(({ symbol, category }) => [symbol, category]));
  return Promise.all(
    [...categories].map(
      async ([symbol, category]): Promise<{ symbol: string; source: OptionalAnswer }> => ({
        symbol,
        source: await askRule("publicUtaGetV3MarketPositionTier", { category, symbol }),
      }),
    ),
  );
}

/** A rule table is never empty: a list without rows is not worth keeping. */
function refuseHollowList(answer: unknown): void {
  if (parseAnswer(listAnswer, answer, "rules").data.length === 0)
    throw badAnswer("rules", "its list");
}

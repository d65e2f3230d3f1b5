import { z } from "zod/mini";
import { askOptional, keepLast, type OptionalAnswer } from "../optional-answer.ts";
import { badAnswer, name, parseAnswer } from "../parse-answer.ts";
import { type AskRule, createRuleCache } from "../rule-cache.ts";
import { VALUATION_CURRENCY } from "../snapshot-head.ts";
import type { Venue, VenueSession } from "../venue.ts";
import {
  balanceAnswer,
  listAnswer,
  type OkxAnswers,
  positionsAnswer,
  type TierKey,
  type TierSource,
} from "./okx/answers.ts";
import { askContracts, touchedBy } from "./okx/ask-contracts.ts";
import { isOneMoment } from "./okx/contradictions.ts";
import type { Contract } from "./okx/normalize-contracts.ts";
import { SWAP } from "./okx/normalize-funding.ts";
import { heldRows } from "./okx/normalize-positions.ts";
import { unpriced } from "./okx/normalize-prices.ts";
import { okxRefusal } from "./okx/refusals.ts";
import { tierKey } from "./okx/optional-answers.ts";
import { toSnapshot, wantedPrices } from "./okx/snapshot.ts";

/** Most rows one answer about orders holds. */
const PAGE = 100;
/** More orders than OKX lets an account have open (4,000). */
const MOST_PAGES = 40;

/**
 * OKX in futures mode and in multi-currency margin mode.
 *
 * ccxt's implicit endpoints are called: its unified answers lose the account's margins and the
 * multiplier of options, and turn the ratio of one position into something that is not the venue's.
 * Balance and positions are asked together, so that both see the same marks. A reading weighs about
 * 12, in the first of an hour about 20 more for tiers, rates and contracts.
 */
export const okx: Venue = {
  exchange: "okx",
  // A weight of 1 is 20 requests in 2 seconds, per user or address and endpoint:
  // https://www.okx.com/docs-v5/en/#overview-rate-limits, read 2026-11-23. A tenth is kept in hand.
  weightMs: 110,
  refusal: okxRefusal,
  createReader: (session) => {
    const askRule = createRuleCache(session, refuseHollowList);
    const askConfig = keepLast(() => askOptional(session, "privateGetAccountConfig"));
    return async () => {
      const [required, config, orders] = await Promise.all([
        askOneMoment(session),
        askConfig(),
        askOrders(session),
      ]);
      const held = heldRows(required.positions);
      const touched = [...held, ...touchedBy(orders.answer)];
      const contracts = await askContracts(session, askRule, touched);
      const rules = await askRules(session, askRule, required, contracts);
      return toSnapshot(
        { ...required, config, orders, ...rules },
        { connection: session.connection, contracts, readAt: session.now() },
      );
    };
  },
};

type Required = Pick<OkxAnswers, "account" | "positions">;

/** Marks change every second: two answers from both sides of a change are asked for once more. */
async function askOneMoment(session: VenueSession): Promise<Required> {
  const answers = await askRequired(session);
  return isOneMoment(answers.account, answers.positions) ? answers : askRequired(session);
}

async function askRequired({ call }: VenueSession): Promise<Required> {
  const [balance, positions] = await Promise.all([
    call("privateGetAccountBalance"),
    call("privateGetAccountPositions"),
  ]);
  return {
    account: parseAnswer(balanceAnswer, balance, "balance").data[0],
    positions: parseAnswer(positionsAnswer, positions, "positions").data,
  };
}

const orderPage = z.object({
  code: z.literal("0"),
  data: z.array(z.looseObject({ ordId: name })),
});

/** All pages as one answer. A page that can't be followed stands for all, unread. */
async function askOrders(session: VenueSession): Promise<OptionalAnswer> {
  const rows: unknown[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = { limit: PAGE, ...(after !== undefined && { after }) };
    const asked = await askOptional(session, "privateGetTradeOrdersPending", params);
    const { data } = z.safeParse(orderPage, asked.answer);
    if (asked.failure || !data) return asked;
    rows.push(...data.data);
    after = data.data.at(-1)?.ordId;
    if (data.data.length < PAGE) return { answer: { code: "0", data: rows }, failure: null };
  }
  return { answer: null, failure: badAnswer("orders-pending", "its number of pages") };
}

/** What depends on the positions: tiers, discount rates, fees and prices the balance leaves open. */
async function askRules(
  session: VenueSession,
  askRule: AskRule,
  { account, positions }: Required,
  contracts: ReadonlyMap<string, Contract>,
): Promise<Pick<OkxAnswers, "tiers" | "discounts" | "fees" | "funding" | "index">> {
  const held = heldRows(positions).flatMap((row) => {
    const contract = contracts.get(row.instId);
    return contract && contract.kind !== "option" ? [{ ...row, ...contract }] : [];
  });
  const settles = new Set(
    heldRows(positions).flatMap(({ instId }) => contracts.get(instId)?.settle ?? []),
  );
  const isPriceOpen = unpriced(account.details, wantedPrices({ account }, settles)).length > 0;
  const isMulti = session.connection.marginModel === "okx-multi";
  const hasSwaps = held.some(({ instType }) => instType === SWAP);
  const [tiers, discounts, fees, funding, index] = await Promise.all([
    askTiers(askRule, held),
    isMulti ? askRule("publicGetPublicDiscountRateInterestFreeQuota", {}) : null,
    askFees(askRule, new Set(held.map(({ instType }) => instType))),
    hasSwaps ? askOptional(session, "publicGetPublicFundingRate", { instId: "ANY" }) : null,
    isPriceOpen
      ? askOptional(session, "publicGetMarketIndexTickers", { quoteCcy: VALUATION_CURRENCY })
      : null,
  ]);
  return { tiers, discounts, fees, funding, index };
}

function askTiers(askRule: AskRule, held: readonly TierKey[]): Promise<TierSource[]> {
  const keys = new Map(held.map((row) => [tierKey(row), row]));
  return Promise.all(
    [...keys.values()].map(async ({ instType, mgnMode, instFamily }) => {
      const params = { instType, tdMode: mgnMode, instFamily };
      const source = await askRule("publicGetPublicPositionTiers", params);
      return { instType, mgnMode, instFamily, source };
    }),
  );
}

function askFees(askRule: AskRule, instTypes: ReadonlySet<string>) {
  return Promise.all(
    [...instTypes].map(async (instType) => ({
      instType,
      source: await askRule("privateGetAccountTradeFee", { instType }),
    })),
  );
}

/** A rule table is never empty: a list without rows is not worth keeping. */
function refuseHollowList(answer: unknown): void {
  if (parseAnswer(listAnswer, answer, "rules").data.length === 0)
    throw badAnswer("rules", "its list");
}

import type { ErrorCode } from "#shared/contract/reply.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { GENERIC_VENUE_IDS } from "#shared/domain/generic-venues.ts";
import type { VenueError } from "../exchange-client.ts";
import { optional, type OptionalAnswer } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import { createRuleCache } from "../rule-cache.ts";
import type { UnifiedMethod, UnifiedSession } from "../unified-session.ts";
import type { CcxtId, Venue, VenueSession } from "../venue.ts";
import {
  balanceAnswer,
  type PositionRow,
  positionsAnswer,
  tiersAnswer,
} from "./generic/answers.ts";
import { type Account, askFunding, askMarks, askPrices, askTiers } from "./generic/ask-market.ts";
import { createListing } from "./generic/listing.ts";
import { readFundingRates } from "./generic/normalize-funding.ts";
import { heldRows, normalizePositions } from "./generic/normalize-positions.ts";
import { type GenericPlan, PLANS } from "./generic/plans.ts";
import { refuseHollow } from "./generic/refusals.ts";
import { readTiers, toSnapshot } from "./generic/snapshot.ts";

/**
 * Any venue by ccxt's unified methods alone, reckoned by the generic model. What a class leaves out
 * becomes a gap. docs/margin/generic.md
 */
export function createGenericVenue(exchange: CcxtId, plan: GenericPlan): Venue {
  return {
    exchange,
    // Classes that also trade spot would answer with that.
    options: { defaultType: "swap" },
    weightMs: null,
    refusal: refuseHollow,
    createReader: (session) => {
      const { unified } = session;
      const call: VenueSession["call"] = (_, params) =>
        unified.ask("fetchMarketLeverageTiers", params?.["symbol"]);
      const askRule = createRuleCache({ ...session, call }, (answer) => {
        parseAnswer(tiersAnswer, answer, "tiers");
      });
      const asked = { unified, plan, list: createListing(session), answered: new Set<string>() };
      return async () => {
        const gaps: Gap[] = [];
        const answers = await askAccount(asked, gaps);
        const { rows, instruments, markets } = answers;
        const [rates, orders, tables] = await Promise.all([
          askFunding(unified, answers),
          askOrders(unified, plan, rows),
          askTiers(askRule, answers, plan),
        ]);
        const marks = await askMarks(unified, rows, rates);
        const tiers = readTiers(tables, instruments, gaps);
        const funding = readFundingRates(rates, gaps);
        const context = { plan, instruments, markets, marks, tiers, funding };
        const positions = normalizePositions(heldRows(rows), context, gaps);
        const prices = await askPrices(unified, answers, positions);
        const { connection, now } = session;
        const reading = { connection, readAt: now(), plan, positions, orders, gaps };
        return toSnapshot({ ...reading, ...answers, ...prices });
      };
    },
  };
}

export const GENERIC_VENUES: ReadonlyMap<string, Venue> = new Map(
  Object.values(GENERIC_VENUE_IDS)
    .flat()
    .map((id) => [id, createGenericVenue(id, PLANS[id])]),
);

type Asked = {
  readonly unified: UnifiedSession;
  readonly plan: GenericPlan;
  readonly list: ReturnType<typeof createListing>;
  /** Questions that were answered before: the account is open for what they are about. */
  readonly answered: Set<string>;
};

/** A contract listed since the markets were loaded is worth one more look, at the positions too. */
async function askAccount(asked: Asked, gaps: Gap[], fresh?: "fresh"): Promise<Account> {
  const listing = await asked.list(fresh);
  const missing: Gap[] = [];
  const [rawBalances, rawPositions] = await Promise.all([
    askAll(asked, BALANCES, missing),
    askAll(asked, POSITIONS, missing),
  ]);
  const rows = rawPositions.flatMap((raw) => parseAnswer(positionsAnswer, raw, "positions"));
  const isKnown = heldRows(rows).every(({ symbol }) => listing.instruments.has(symbol));
  if (!isKnown && fresh === undefined) return askAccount(asked, gaps, "fresh");
  gaps.push(...missing);
  const balances = rawBalances.map((raw) => parseAnswer(balanceAnswer, raw, "balances"));
  return { balances, rows, ...listing };
}

type Question = {
  readonly method: UnifiedMethod;
  /** What stands before the parameters. */
  readonly before: readonly unknown[];
  readonly what: "balances" | "positions";
};

const BALANCES: Question = { method: "fetchBalance", before: [], what: "balances" };
const POSITIONS: Question = { method: "fetchPositions", before: [undefined], what: "positions" };

/**
 * Every question of a list. The first has to be answered, and so has every one that was answered
 * before: what it told would be gone. Another may be refused, for a kind of contract that the
 * account was not opened for, which leaves a gap.
 */
async function askAll(
  { unified, plan, answered }: Asked,
  { method, before, what }: Question,
  gaps: Gap[],
): Promise<readonly unknown[]> {
  const answers = await Promise.all(
    plan[what].map(async (parameters) => {
      const asked = await optional(() => unified.ask(method, ...before, { ...parameters }));
      return { ...asked, kind: Object.values(parameters).filter(Boolean).join(" ") };
    }),
  );
  return answers.flatMap(({ answer, failure, kind }, index) => {
    const name = `${what} ${kind}`;
    if (!failure) {
      answered.add(name);
      return [answer];
    }
    if (index === 0 || answered.has(name) || !isRefusal(failure)) throw failure;
    const message = `The ${what} in ${kind} contracts could not be read. ${failure.message}`;
    gaps.push({ code: "source_failed", path: what, message });
    return [];
  });
}

const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "account_blocked",
  "credentials_rejected",
  "place_refused",
  "unsupported",
  "venue_rejected",
]);

const isRefusal = ({ code }: VenueError): boolean => REFUSALS.has(code);

async function askOrders(
  { ask }: UnifiedSession,
  { orders, mostOrders }: GenericPlan,
  rows: readonly PositionRow[],
): Promise<readonly OptionalAnswer[]> {
  const held = [...new Set(heldRows(rows).map(({ symbol }) => symbol))];
  const questions: readonly (readonly [string | undefined, object])[] =
    orders === "by contract"
      ? held.map((symbol) => [symbol, {}])
      : orders.map((parameters) => [undefined, { ...parameters }]);
  return Promise.all(
    questions.map(([symbol, parameters]) =>
      optional(() =>
        ask("fetchOpenOrders", symbol, undefined, mostOrders ?? undefined, parameters),
      ),
    ),
  );
}

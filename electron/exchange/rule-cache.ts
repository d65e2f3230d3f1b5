import { VenueError } from "./exchange-client.ts";
import { askOptional, type OptionalAnswer } from "./optional-answer.ts";
import { badAnswer } from "./parse-answer.ts";
import { tableName } from "./rule-tables.ts";
import type { VenueSession } from "./venue.ts";

/**
 * Tiers, weights and fee rates change a few times a month. A time far ahead was noted before the
 * clock was set back, and makes nothing fresh.
 */
const MAX_AGE_MS = 3_600_000;

export type AskRule = (
  endpoint: string,
  params: Readonly<Record<string, unknown>>,
) => Promise<OptionalAnswer>;

/**
 * Asks for rule tables at most once an hour each. `check` throws a VenueError for an answer that is
 * not worth keeping. When asking again fails, the old answer stands beside the failure.
 */
export function createRuleCache(session: VenueSession, check: (answer: unknown) => void): AskRule {
  const kept = new Map<string, { readonly answer: unknown; readonly at: number }>();
  return async (endpoint, params) => {
    const key = JSON.stringify([endpoint, params]);
    const known = kept.get(key);
    if (known && Math.abs(session.now() - known.at) < MAX_AGE_MS)
      return { answer: known.answer, failure: null };
    const asked = await session.rules.ask(() => askOptional(session, endpoint, params));
    const failure = asked.failure ?? refusalOf(asked.answer, check);
    if (failure) return { answer: known?.answer ?? null, failure };
    kept.set(key, { answer: asked.answer, at: session.now() });
    session.rules.keep(tableName(endpoint), asked.answer, key);
    return asked;
  };
}

type ListCache = {
  readonly session: Pick<VenueSession, "now" | "rules">;
  readonly ask: () => Promise<OptionalAnswer>;
  /** Names in an answer that nothing has checked yet; what can't be read has none. */
  readonly namesIn: (answer: unknown) => ReadonlySet<string>;
  /** The answer's name, for its failure. */
  readonly answer: string;
};

/**
 * Asks for a list that covers every contract of the venue when it is an hour old or when a name is
 * new. When asking again fails, the old answer stands beside the failure.
 */
export function createListCache({ session, ask, namesIn, answer: called }: ListCache) {
  const { now, rules } = session;
  let kept: { answer: unknown; names: ReadonlySet<string>; at: number } | null = null;
  return async (wanted: Iterable<string>): Promise<OptionalAnswer> => {
    const isFresh = kept !== null && Math.abs(now() - kept.at) < MAX_AGE_MS;
    if (kept && isFresh && [...wanted].every((name) => kept?.names.has(name)))
      return { answer: kept.answer, failure: null };
    const { answer, failure } = await rules.ask(ask);
    const names = namesIn(answer);
    if (names.size > 0) {
      kept = { answer, names, at: now() };
      rules.keep(tableName(called), answer);
    }
    if (names.size > 0 || !kept) return { answer, failure };
    return { answer: kept.answer, failure: failure ?? badAnswer(called, "its shape") };
  };
}

function refusalOf(answer: unknown, check: (answer: unknown) => void): VenueError | null {
  try {
    check(answer);
    return null;
  } catch (error) {
    if (error instanceof VenueError) return error;
    throw error;
  }
}

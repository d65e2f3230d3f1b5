import type { Gap, GapCode } from "#shared/domain/gap.ts";
import { VenueError } from "./exchange-client.ts";
import type { VenueSession } from "./venue.ts";

/**
 * One answer that an account can be read without, unread. With a failure beside it the answer is an
 * older one that was kept; `null` is none at all.
 */
export type OptionalAnswer = { readonly answer: unknown; readonly failure: VenueError | null };

/** Stands for an answer about something the account does not have. */
export const NOT_ASKED: OptionalAnswer = { answer: null, failure: null };

/** Asks one endpoint whose failure leaves the account readable. */
export function askOptional(
  { call }: Pick<VenueSession, "call">,
  endpoint: string,
  params?: Readonly<Record<string, unknown>>,
): Promise<OptionalAnswer> {
  return optional(() => call(endpoint, params));
}

/** Asks for more than one endpoint tells; the account is readable without it. */
export async function optional(ask: () => Promise<unknown>): Promise<OptionalAnswer> {
  try {
    return { answer: await ask(), failure: null };
  } catch (failure) {
    if (failure instanceof VenueError) return { answer: null, failure };
    throw failure;
  }
}

/** Asks for what changes seldom and decides much: what was told last stands beside a failure. */
export function keepLast(ask: () => Promise<OptionalAnswer>): () => Promise<OptionalAnswer> {
  let kept: unknown = null;
  return async () => {
    const { answer, failure } = await ask();
    if (failure) return { answer: kept, failure };
    kept = answer;
    return { answer, failure };
  };
}

/** One answer for each key, all asked at once. */
export async function askBy(
  keys: Iterable<string>,
  ask: (key: string) => Promise<OptionalAnswer>,
): Promise<ReadonlyMap<string, OptionalAnswer>> {
  return new Map(await Promise.all([...keys].map(async (key) => [key, await ask(key)] as const)));
}

/** Where an answer belongs in the snapshot, and what it tells, as the subject of a sentence. */
export type Subject = {
  readonly path: string;
  readonly what: string;
  /** Of the gap that a failure leaves; `source_failed` unless no margin rests on the answer. */
  readonly code?: GapCode;
};

/** Reads an optional answer; what fails is `null` and a gap, what is old is marked. */
export function readOptional<Value>(
  { answer, failure }: OptionalAnswer,
  { path, what, code = "source_failed" }: Subject,
  gaps: Gap[],
  read: (answer: unknown) => Value,
): Value | null {
  const isKept = failure !== null && answer !== null;
  const failed = (message: string): Gap => ({
    code,
    path,
    message: `${what} could not be read. ${message}`,
  });
  if (isKept) {
    const message = `${what} are older than they should be. ${failure.message}`;
    gaps.push({ code: "stale", path, message });
  } else if (failure) {
    gaps.push(failed(failure.message));
    return null;
  }
  try {
    return read(answer);
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    gaps.push(failed(error.message));
    return null;
  }
}

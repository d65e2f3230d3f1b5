import type { Exchange } from "./ccxt-classes.ts";
import type { RequestGuard } from "./request-guard.ts";
import type { RequestQueue } from "./request-queue.ts";
import type { SessionRecord } from "./session-record.ts";
import type { NextTurn } from "./turns.ts";

type Watch = {
  readonly record: SessionRecord;
  readonly guard: RequestGuard;
  readonly queue: RequestQueue;
  readonly nextTurn: NextTurn;
  /** Aborted with the failure of whatever still waits for its turn then. */
  readonly closed: AbortSignal;
};

/** What ccxt hands undici with an address. */
type Sending = { readonly signal: AbortSignal };

/** ccxt's own time limit ends with the headers; a body has until the deadline. */
function endedBy(headersLate: AbortSignal, deadline: AbortSignal | undefined): AbortSignal {
  return deadline === undefined ? headersLate : AbortSignal.any([headersLate, deadline]);
}

/** Gives every request its turn, stops it in a wait, and notes what it weighs and how it goes. */
export function watchRequests(exchange: Exchange, watch: Watch): Exchange {
  const { record, guard, queue, nextTurn, closed } = watch;
  exchange.throttle = async (cost?: unknown) => {
    // Numbers are strings in ccxt as Keel sets it up, its own weights too.
    const weight = Number(cost ?? 1);
    record.weighed(weight);
    await queue(weight);
  };
  const send = exchange.fetch.bind(exchange);
  exchange.fetch = async (...request) => {
    closed.throwIfAborted();
    guard.deadline()?.throwIfAborted();
    guard.refuseWhileQuiet();
    record.sent();
    const answer: unknown = await send(...request);
    // To read what it says is a piece of work of its own.
    await nextTurn();
    return answer;
  };
  const request = exchange.undiciRequest.bind(exchange);
  exchange.undiciRequest = (url, params: Sending) =>
    request(url, { ...params, signal: endedBy(params.signal, guard.deadline()) });
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, , url, , headers] = answer;
    record.answered({ status, url, headers });
    return handleErrors(...answer);
  };
  return exchange;
}

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { LONGEST_WAIT_MS } from "./faults.ts";

/** What undici tells of a request of the client. */
type ClientRequest = {
  readonly origin: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
};
type ClientAnswer = { readonly statusCode: number; readonly headers: readonly Buffer[] };

export type KeptWaits = {
  /**
   * Requests that were made after any client had heard to wait and before the wait was over: the
   * soak's venue counts by address, so what one account is told is told to all.
   */
  readonly broken: readonly string[];
  /** When the last wait that was heard is over. */
  readonly lastUntil: () => number;
  /** Waits are kept by the computer's clock; one that was moved excuses whoever is early. */
  readonly moveClock: (ms: number) => void;
  readonly stop: () => void;
};

/**
 * Watches the client's own end of its sockets, so that it is known what left before and what after
 * an order to wait was heard: at the venue's end the two arrive in any order.
 */
export function watchWaits(origin: string, now: () => number): KeptWaits {
  let waitsUntil = 0;
  const told = new WeakMap<object, number>();
  const broken: string[] = [];
  let lastUntil = 0;
  let clocks = 0;
  const onCreate = (request: ClientRequest): void => {
    if (request.origin !== origin || now() >= waitsUntil) return;
    broken.push(`${keyOf(request)} ${request.path.slice(0, 80)}: ${waitsUntil - now()} ms early`);
  };
  const onHeaders = (request: ClientRequest, { statusCode, headers }: ClientAnswer): void => {
    const seconds = statusCode === 429 || statusCode === 418 ? retryAfter(headers) : null;
    if (request.origin === origin && seconds !== null) told.set(request, seconds);
  };
  const onEnd = (request: ClientRequest): void => {
    const seconds = told.get(request);
    if (seconds === undefined) return;
    const until = Math.max(waitsUntil, now() + seconds * 1_000);
    lastUntil = Math.max(lastUntil, until);
    const clock = clocks;
    // The client gets it in this turn of the event loop.
    setImmediate(() => {
      if (clock === clocks) waitsUntil = Math.max(waitsUntil, until);
    });
  };
  return {
    broken,
    lastUntil: () => lastUntil,
    moveClock: (ms) => {
      waitsUntil = 0;
      clocks += 1;
      // One set back by less than a wait prolongs it; by more, the wait is forgotten.
      if (ms < 0 && ms > -LONGEST_WAIT_MS) lastUntil -= ms;
    },
    stop: listen({ onCreate, onHeaders, onEnd }),
  };
}

type Listeners = {
  readonly onCreate: (request: ClientRequest) => void;
  readonly onHeaders: (request: ClientRequest, answer: ClientAnswer) => void;
  readonly onEnd: (request: ClientRequest) => void;
};

function listen({ onCreate, onHeaders, onEnd }: Listeners): () => void {
  const channels = {
    "undici:request:create": (message: unknown) => onCreate(told(message).request),
    "undici:request:headers": (message: unknown) =>
      onHeaders(told(message).request, told(message).response),
    "undici:request:trailers": (message: unknown) => onEnd(told(message).request),
  };
  for (const [name, listener] of Object.entries(channels)) subscribe(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(channels)) unsubscribe(name, listener);
  };
}

/** As undici's documentation of its diagnostics channels describes it. */
function told(message: unknown) {
  return message as { readonly request: ClientRequest; readonly response: ClientAnswer };
}

function keyOf({ headers }: ClientRequest): string {
  const at = headers.findIndex((name) => name.toLowerCase() === "x-mbx-apikey");
  return headers[at + 1] ?? "";
}

function retryAfter(headers: readonly Buffer[]): number | null {
  const names = headers.map(String);
  const at = names.findIndex((name) => name.toLowerCase() === "retry-after");
  return at < 0 ? null : Number(names[at + 1]);
}

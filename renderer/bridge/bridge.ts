import type { Channel, Input, Output } from "#shared/contract/contract.ts";
import type { AppEvent } from "#shared/contract/events.ts";
import type { Failure, Reply } from "#shared/contract/reply.ts";

type Bridge = {
  readonly invoke: (channel: string, input: unknown) => Promise<Reply<unknown>>;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
};

declare global {
  interface Window {
    readonly keel: Bridge;
  }
}

/** A coded failure of an operation, thrown so that queries and mutations carry it. */
export class CallFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "CallFailure";
    this.failure = failure;
  }
}

/** Asks the main process for one operation. Throws a CallFailure when it does not succeed. */
export async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
  const reply = await window.keel.invoke(channel, input);
  if (!reply.ok) throw new CallFailure(reply.error);
  // The contract is the codec: the main process answers a channel with that channel's output.
  return reply.value as Output<C>;
}

/** Hears every announcement of the main process; the returned function stops it. */
export function subscribe(listener: (event: AppEvent) => void): () => void {
  return window.keel.subscribe(listener);
}

/** What went wrong, as a failure with a code, whatever was thrown. */
export function toFailure(error: unknown): Failure {
  if (error instanceof CallFailure) return error.failure;
  return { code: "unexpected", message: error instanceof Error ? error.message : String(error) };
}

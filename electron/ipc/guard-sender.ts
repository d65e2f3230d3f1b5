import type { Reply } from "#shared/contract/reply.ts";
import type { App, Log } from "../ports.ts";

/** Who sent a request, as far as it matters. */
export type Sender = {
  readonly isOwnWindow: boolean;
  readonly isTopFrame: boolean;
  /** `app://keel`; `null` when the frame is gone. */
  readonly origin: string | null;
};

/**
 * The dispatcher for requests from windows: only the top frame of our own window, showing our own
 * page, is answered. Anyone else gets a refusal, and the log a line.
 */
export function guardSender(dispatch: App["dispatch"], ownOrigin: string, log: Log) {
  return async (sender: Sender, channel: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (!sender.isOwnWindow || !sender.isTopFrame || sender.origin !== ownOrigin) {
      log.warn("request from a foreign page refused", {
        origin: sender.origin,
        isOwnWindow: sender.isOwnWindow,
        isTopFrame: sender.isTopFrame,
      });
      return refusal("This page may not ask.");
    }
    if (typeof channel !== "string") return refusal("An operation is named by a string.");
    return dispatch(channel, input);
  };
}

const refusal = (message: string): Reply<unknown> => ({
  ok: false,
  error: { code: "invalid_input", message },
});

import { contract, type Channel, type Input, type Output } from "#shared/contract/contract.ts";
import { ERROR_CODES, type ErrorCode, type Failure, type Reply } from "#shared/contract/reply.ts";
import type { Log } from "../ports.ts";
import { KeyTooPowerful } from "./app-error.ts";
import { causeOf } from "./cause-of.ts";

/** One handler per operation of the contract: a missing one does not compile. */
export type Handlers = {
  readonly [C in Channel]: (input: Input<C>) => Output<C> | Promise<Output<C>>;
};

/**
 * Answers operations by name: parses the input, calls the handler, and turns whatever is thrown
 * into a coded failure. Never rejects. The only place where errors become codes.
 */
export function createDispatch(handlers: Handlers, log: Log) {
  return async (channel: string, input: unknown): Promise<Reply<unknown>> => {
    if (!isChannel(channel)) return fail("not_found", "There is no such operation.");
    try {
      return await answer(handlers, channel, input);
    } catch (error) {
      return { ok: false, error: toFailure(error, channel, log) };
    }
  };
}

const isChannel = (channel: string): channel is Channel => Object.hasOwn(contract, channel);

async function answer<C extends Channel>(
  handlers: Handlers,
  channel: C,
  input: unknown,
): Promise<Reply<Output<C>>> {
  const parsed = contract[channel].input.safeParse(input);
  if (!parsed.success) return fail("invalid_input", `Not understood: ${describe(parsed.error)}.`);
  // The channel's own schema has just produced this value; TypeScript can't tie the two together.
  const value = await handlers[channel](parsed.data as Input<C>);
  return { ok: true, value };
}

/** Names the fields that are wrong, never what is in them: it may be a secret. */
function describe(error: {
  readonly issues: readonly { readonly path: PropertyKey[]; code?: string }[];
}): string {
  return error.issues
    .map(({ path, code }) => {
      const place = path.length === 0 ? "the input" : path.map(String).join(".");
      return code === "unrecognized_keys" ? `${place} has unknown fields` : `${place} is not valid`;
    })
    .join(", ");
}

function toFailure(error: unknown, channel: Channel, log: Log): Failure {
  const code = codeOf(error);
  if (error instanceof Error && code !== null) {
    log.warn("operation failed", { channel, code, reason: error.message, ...causeOf(error) });
    const powers = error instanceof KeyTooPowerful ? { powers: error.powers } : {};
    return { code, message: error.message, ...powers };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error("operation failed unexpectedly", { channel, stack });
  return {
    code: "unexpected",
    message: "Something went wrong inside Keel. The log has the details.",
  };
}

/** The code an error of ours carries; `null` for any other, Node's system errors among them. */
function codeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return ERROR_CODES.find((code) => code === error.code) ?? null;
}

const fail = (code: ErrorCode, message: string): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, message },
});

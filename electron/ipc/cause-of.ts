import type { LogFields } from "../ports.ts";

/**
 * Where a failure came from, for the log: the stack of what caused it, nothing where there is no
 * cause. The log redacts it as it does everything.
 */
export function causeOf(error: unknown): LogFields {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? { cause: cause.stack ?? cause.message } : {};
}

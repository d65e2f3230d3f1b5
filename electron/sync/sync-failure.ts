import { ERROR_CODES, type ErrorCode } from "#shared/contract/reply.ts";

/** Why the newest attempt to read an account gave nothing. */
export type SyncFailure = {
  readonly code: ErrorCode;
  /** A sentence without secrets, paths or SQL. */
  readonly message: string;
  readonly at: number;
  /** How long the venue asked us to wait. */
  readonly retryAfterMs: number | null;
  /** Set where the account was read and judged, and only not stored. */
  readonly isJudged?: true;
};

/** Any error of an attempt. One that carries none of our codes is a mistake of ours and says so. */
export function toSyncFailure(error: unknown, at: number): SyncFailure {
  const code = codeOf(error);
  if (!(error instanceof Error) || code === null) {
    return { code: "unexpected", message: UNEXPECTED, at, retryAfterMs: null };
  }
  const wait = "retryAfterMs" in error ? error.retryAfterMs : null;
  return { code, message: error.message, at, retryAfterMs: typeof wait === "number" ? wait : null };
}

const UNEXPECTED = "Reading the account failed inside Keel. The log has the details.";

function codeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return ERROR_CODES.find((code) => code === error.code) ?? null;
}

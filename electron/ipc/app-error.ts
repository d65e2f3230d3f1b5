import type { ErrorCode } from "#shared/contract/reply.ts";

/** A failure that was foreseen. The message is a sentence for the trader: no secret, path or SQL. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
  }
}

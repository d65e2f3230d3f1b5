import type { ErrorCode } from "#shared/contract/reply.ts";
import { type KeyPower, powersInWords } from "#shared/domain/key-rights.ts";

/** A failure that was foreseen. The message is a sentence for the trader: no secret, path or SQL. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
  }
}

/** A key that can do more than read. It says what, so that the trader can accept exactly that. */
export class KeyTooPowerful extends AppError {
  readonly powers: readonly KeyPower[];

  constructor(powers: readonly KeyPower[]) {
    super("key_too_powerful", `This key can ${powersInWords(powers)}.`);
    this.powers = powers;
  }
}

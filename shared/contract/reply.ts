import type { KeyPower } from "../domain/key-rights.ts";

/** Error codes on the wire. Each says what to do next, not where it came from; the window chooses the words. */
export const ERROR_CODES = [
  "invalid_input",
  "not_found",
  "conflict",
  "credentials_rejected",
  "key_too_powerful",
  "key_rights_unread",
  "rate_limited",
  "venue_unavailable",
  "clock_off",
  "place_refused",
  "account_blocked",
  "venue_rejected",
  "unsupported",
  "bad_venue_data",
  "storage_failed",
  "unexpected",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const PERSON_NEEDED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "credentials_rejected",
  "place_refused",
  "account_blocked",
  "unsupported",
]);

/** Whether a failure does not pass by itself. */
export const needsPerson = (code: ErrorCode): boolean => PERSON_NEEDED.has(code);

export type Failure = {
  readonly code: ErrorCode;
  /** A sentence without secrets, paths or SQL. */
  readonly message: string;
  /** What a key that was refused can do beyond reading. */
  readonly powers?: readonly KeyPower[];
};

export type Reply<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly error: Failure };

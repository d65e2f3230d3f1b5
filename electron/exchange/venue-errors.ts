import type { ErrorCode } from "#shared/contract/reply.ts";
import { VenueError } from "./exchange-client.ts";

type ErrorClass = abstract new (...parameters: never[]) => Error;

/** The classes of ccxt's error tree that decide. Passed in, so that only the client loads ccxt. */
export type CcxtErrors = Readonly<
  Record<
    | "AccountSuspended"
    | "AuthenticationError"
    | "BadResponse"
    | "BaseError"
    | "DDoSProtection"
    | "InvalidNonce"
    | "NetworkError"
    | "NotSupported"
    | "OnMaintenance"
    | "PermissionDenied"
    | "RateLimitExceeded"
    | "RequestTimeout"
    | "RestrictedLocation",
    ErrorClass
  >
>;

export const CLOCK_MESSAGE =
  "The venue refused the request because this computer's clock is off. Turn on automatic date and time; Keel compares the clocks again before it asks the next time.";
export const FAILING_MESSAGE = "The venue can't be reached or is failing.";
const REJECTED = "The venue refused the request and Keel knows no meaning of its answer.";

/** First match wins, so a class stands before the class it extends. */
const MEANINGS: readonly (readonly [keyof CcxtErrors, ErrorCode, string])[] = [
  ["InvalidNonce", "clock_off", CLOCK_MESSAGE],
  ["DDoSProtection", "rate_limited", "The venue asked to slow down."],
  ["RateLimitExceeded", "rate_limited", "The venue asked to slow down."],
  ["OnMaintenance", "venue_unavailable", "The venue is under maintenance."],
  ["RequestTimeout", "venue_unavailable", "The venue did not answer in time."],
  ["NetworkError", "venue_unavailable", FAILING_MESSAGE],
  ["AccountSuspended", "account_blocked", "The venue has suspended this account."],
  ["PermissionDenied", "credentials_rejected", "The key may not read this account."],
  ["AuthenticationError", "credentials_rejected", "The venue refused the key."],
  ["NotSupported", "unsupported", "The venue does not offer this."],
  ["RestrictedLocation", "place_refused", "The venue refuses requests from this place."],
  ["BadResponse", "bad_venue_data", "The venue's answer can't be read."],
  ["BaseError", "venue_rejected", REJECTED],
];

const CERTIFICATE_MESSAGE =
  "The certificate of what answers in the venue's place was refused, so nothing was sent, the key neither. A network that wants you to sign in first, a filter or a virus scanner that reads along, or this computer's clock can be the cause.";
/** A key or a secret that can't be put into a request; nothing was sent. */
export const UNUSABLE_KEY_MESSAGE =
  "The key, the secret or the passphrase has a form that the venue can't use, so nothing was sent. A character may be missing, or one that can't be seen was copied along; a key of several lines must keep them.";

/** What OpenSSL finds wrong with a certificate, what Node does, and an answer that is not TLS at all. */
const CERTIFICATE =
  /^(CERT_|CRL_|ERROR_IN_C|SELF_SIGNED_|DEPTH_ZERO_SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|ERR_TLS_|ERR_SSL_|EPROTO)/;
/** undici's word for a header or an address that can't be sent, such as a key with a foreign letter. */
const UNSENDABLE = "UND_ERR_INVALID_ARG";
/** Codes of sockets and of undici, which ccxt lets through when a body is cut. */
const TRANSPORT = /^(UND_ERR_|ECONN|EPIPE|ENOTFOUND|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EAI_)/;
/** Of zlib: a compressed body that is shortened or is none; the second are Brotli's. */
const DECOMPRESSION = /^(Z_|ERR__ERROR_)/;

/**
 * Any failure of a call as one of our codes. ccxt's own message is dropped: it holds the signed
 * address and the raw answer. What is neither ccxt's nor the network's is a fault of the program
 * and keeps its cause for the log.
 */
export function toVenueError(error: unknown, ccxt: CcxtErrors): VenueError {
  if (error instanceof VenueError) return error;
  const meaning = MEANINGS.find(([name]) => error instanceof ccxt[name]);
  if (meaning) return new VenueError(meaning[1], meaning[2]);
  const code = errorCode(error);
  if (CERTIFICATE.test(code)) return new VenueError("venue_unavailable", CERTIFICATE_MESSAGE);
  if (code === UNSENDABLE) return new VenueError("credentials_rejected", UNUSABLE_KEY_MESSAGE);
  if (TRANSPORT.test(code))
    return new VenueError("venue_unavailable", "The connection to the venue broke off.");
  if (DECOMPRESSION.test(code))
    return new VenueError("bad_venue_data", "The venue's answer can't be decompressed.");
  return new VenueError("unexpected", "Reading the account failed inside Keel.", { cause: error });
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

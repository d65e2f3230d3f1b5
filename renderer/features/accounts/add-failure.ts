import { ERROR_CODES, type Failure } from "#shared/contract/reply.ts";

/** Why an account was not added, and the next step. Whatever it was, nothing was kept. */
export type AddFailure = { readonly title: string; readonly next: string };

const TEXTS: Readonly<Record<Failure["code"], AddFailure>> = {
  invalid_input: {
    title: "The entry can't be used",
    next: "Correct it and try again.",
  },
  not_found: {
    title: "The venue does not know this account",
    next: "Check what you pasted and the venue you chose.",
  },
  conflict: {
    title: "There is an account of this name",
    next: "Choose another name.",
  },
  credentials_rejected: {
    title: "The venue rejected the key",
    next: "Check that key and secret were pasted whole, that the key belongs to this venue and may read this account, and, if it is bound to addresses, that this computer's is among them. A new key can take a minute to work.",
  },
  key_too_powerful: {
    title: "The key can do more than read",
    next: "Make a view-only key at the venue and paste that one. Whoever gets hold of this one can act on your account.",
  },
  key_rights_unread: {
    title: "The rights of the key are not known",
    next: "Try again. If it stays, check the network and that the key may read the account itself; a key of a sub-account may not be told of. Only if you have looked at the venue that it can only read, take it unread.",
  },
  rate_limited: {
    title: "The venue asked to slow down",
    next: "Wait a minute, or as long as the venue says, then try again. Trying earlier can make a block longer, and so can other programs on this network.",
  },
  venue_unavailable: {
    title: "The venue can't be reached",
    next: "Check the network and the venue's status page, then try again.",
  },
  clock_off: {
    title: "This computer's clock is off",
    next: "Turn on automatic date and time in the computer's settings, then try again.",
  },
  place_refused: {
    title: "The venue does not serve this place",
    next: "Nothing here can change that. If a VPN makes the venue see another country, end it and try again.",
  },
  account_blocked: {
    title: "The venue has closed this account to reading",
    next: "Sign in at the venue and see what it asks for: to activate the account, or to write to its support. Then try again.",
  },
  venue_rejected: {
    title: "The venue refused to answer",
    next: "Look at the venue's status page, then try again later.",
  },
  unsupported: {
    title: "This account can't be read here",
    next: "Choose the account kind that the venue shows, or another account.",
  },
  bad_venue_data: {
    title: "The venue's answer made no sense",
    next: "Try again. If it stays, the venue has changed something that Keel must learn.",
  },
  storage_failed: {
    title: "The account could not be stored",
    next: "Check free disk space and file permissions, then restart Keel.",
  },
  unexpected: {
    title: "Something failed that should not",
    next: "Try again. If it stays, restart Keel; the log has the details.",
  },
};

/** Words for a failure to add. An unknown code reads like `unexpected`. */
export function addFailure(failure: Failure) {
  const code = ERROR_CODES.find((known) => known === failure.code) ?? "unexpected";
  return { ...TEXTS[code], safe: "Nothing was kept.", code, detail: failure.message };
}

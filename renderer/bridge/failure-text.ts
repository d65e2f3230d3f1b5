import type { Failure } from "#shared/contract/reply.ts";

/** What an error says: what happened, what is safe, what to do next. */
export type FailureText = {
  readonly title: string;
  readonly safe: string;
  readonly next: string;
};

const STORED = "What was read before is stored and unchanged.";

const TEXTS: Readonly<Record<Failure["code"], FailureText>> = {
  invalid_input: {
    title: "The request was not understood",
    safe: "Nothing was changed.",
    next: "Correct the entry and try again.",
  },
  not_found: {
    title: "This is no longer there",
    safe: "Nothing was changed.",
    next: "It may have been removed meanwhile. Go back to the list.",
  },
  conflict: {
    title: "This contradicts what is already there",
    safe: "Nothing was changed.",
    next: "Look at the present state and decide again.",
  },
  credentials_rejected: {
    title: "The venue rejected the key",
    safe: STORED,
    next: "Check the key, its permissions and its address list at the venue, then add the account again.",
  },
  key_too_powerful: {
    title: "The key can do more than read",
    safe: "It was not kept, and nothing was changed.",
    next: "Make a view-only key at the venue and paste that one.",
  },
  key_rights_unread: {
    title: "The rights of the key are not known",
    safe: "It was not kept, and nothing was changed.",
    next: "Try again, or look at the venue that the key can only read.",
  },
  rate_limited: {
    title: "The venue asked to slow down",
    safe: STORED,
    next: "Nothing to do: Keel waits as long as the venue says and reads again by itself. If it blocked this address, look for other programs that ask it from here.",
  },
  venue_unavailable: {
    title: "The venue cannot be reached",
    safe: STORED,
    next: "Check the network. Keel goes on trying; risk is not followed until a reading succeeds.",
  },
  clock_off: {
    title: "This computer's clock is off",
    safe: STORED,
    next: "Turn on automatic date and time in the computer's settings. Keel goes on trying.",
  },
  place_refused: {
    title: "The venue does not serve this place",
    safe: STORED,
    next: "If a VPN makes the venue see another country, end it. Else this account can't be followed from here.",
  },
  account_blocked: {
    title: "The venue has closed this account to reading",
    safe: STORED,
    next: "Sign in at the venue and see what it asks for. Keel goes on trying.",
  },
  venue_rejected: {
    title: "The venue refused to answer",
    safe: STORED,
    next: "Look at the venue's status page, then sync again.",
  },
  unsupported: {
    title: "This is not supported for this account",
    safe: "Nothing was changed.",
    next: "The figures it would feed are marked as incomplete.",
  },
  bad_venue_data: {
    title: "The venue's answer made no sense",
    safe: "It was not stored. The last good snapshot stays, marked with its age.",
    next: "Sync again. If it stays, compare with the venue's own screen.",
  },
  storage_failed: {
    title: "The database could not be read or written",
    safe: "Nothing that was stored before is lost.",
    next: "Check free disk space and file permissions, then restart Keel.",
  },
  unexpected: {
    title: "Something failed that should not",
    safe: STORED,
    next: "Try again. If it stays, restart Keel; the log has the details.",
  },
};

/** Words for a failure. An unknown code (of a newer main process) reads like `unexpected`. */
export function failureText(code: string): FailureText {
  return isKnown(code) ? TEXTS[code] : TEXTS.unexpected;
}

/** A failure as a page shows it: its words, its code and what the main process said. */
export function describeFailure(failure: { readonly code: string; readonly message: string }) {
  return { ...failureText(failure.code), code: failure.code, detail: failure.message };
}

function isKnown(code: string): code is Failure["code"] {
  return Object.hasOwn(TEXTS, code);
}

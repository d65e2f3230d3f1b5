/** What a key may do beyond reading. */
export const KEY_POWERS = [
  "trade", //    place and cancel orders, set leverage
  "transfer", // move funds between accounts of the same owner
  "withdraw", // send funds away
  "manage", //   change the account's settings or its keys
] as const;
export type KeyPower = (typeof KEY_POWERS)[number];

/** Rights of a key as its venue states them. No powers at all is what Keel asks for: view-only. */
export type KeyRights =
  | { readonly isKnown: true; readonly powers: readonly KeyPower[] }
  /** A sentence why they could not be read. Unknown is not view-only. */
  | { readonly isKnown: false; readonly reason: string };

const WORDS: Readonly<Record<KeyPower, string>> = {
  trade: "place orders",
  transfer: "move funds between accounts",
  withdraw: "withdraw funds",
  manage: "change the account's settings",
};

/** `place orders and withdraw funds`; in the same order whatever the order given. */
export function powersInWords(powers: readonly KeyPower[]): string {
  const words = KEY_POWERS.filter((power) => powers.includes(power)).map((power) => WORDS[power]);
  const last = words.pop() ?? "only read";
  return words.length === 0 ? last : `${words.join(", ")} and ${last}`;
}

/**
 * What a key can do and was not known to before. Where the venue did not say before, that is all of
 * it; where it was never asked, or does not say now, nothing.
 */
export function gainedPowers(before: KeyRights | null, now: KeyRights | null): readonly KeyPower[] {
  if (before === null || now?.isKnown !== true) return [];
  return now.powers.filter((power) => !before.isKnown || !before.powers.includes(power));
}

import type { KeyPower, KeyRights } from "./key-rights.ts";

/** What a trader types to have a key taken that can do more than read, or of which that is not known. */
export const INSISTENCE = "I accept a key that can do more than read";

/** What was typed, and of what it was said. */
export type Insistence = {
  readonly sentence: string;
  /** The powers that were shown; `null` when they could not be read. */
  readonly powers: readonly KeyPower[] | null;
};

/** Case, blanks at the ends and a full stop don't matter; the words do. */
export function isInsisting(typed: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[\s.]+/)
      .filter(Boolean)
      .join(" ");
  return words(typed) === words(INSISTENCE);
}

/** Whether these very rights were accepted: what came to light since was not. */
export function accepts({ sentence, powers }: Insistence, rights: KeyRights): boolean {
  if (!isInsisting(sentence)) return false;
  if (!rights.isKnown) return powers === null;
  return powers !== null && rights.powers.every((power) => powers.includes(power));
}

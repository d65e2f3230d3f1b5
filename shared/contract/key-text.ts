/** Letters, digits and signs of ASCII: every venue's keys and secrets are made of them. */
const PLAIN = /^[\x21-\x7E]*$/;
const PEM =
  /^-----BEGIN [A-Z ]*PRIVATE KEY-----(\r?\n[A-Za-z0-9+/=]+)+\r?\n-----END [A-Z ]*PRIVATE KEY-----$/;
/** Controls, and what is not seen: zero-width blanks, marks of direction, halves of a character. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;

const INVISIBLE = "It holds a character that can't be seen, which came along when it was copied.";
const BLANK = "It holds a blank or a line break: paste it alone, and in one piece.";
const FOREIGN = "It holds a character that no key has: letters, digits and signs only.";
const BROKEN_PEM =
  "It is a private key in PEM that lost its lines: paste it into the field of lines.";

/** What is wrong with a pasted key, in a sentence that does not repeat it; `null` when nothing is. */
export function keyFault(text: string): string | null {
  if (PLAIN.test(text)) return null;
  if (/\s/.test(text.replaceAll("\uFEFF", ""))) return BLANK;
  return UNSEEN.test(text) ? INVISIBLE : FOREIGN;
}

/** The same of a secret, which may be a private key in PEM with its lines. */
export function secretFault(text: string): string | null {
  if (!text.includes("-----BEGIN")) return keyFault(text);
  return PEM.test(text) ? null : BROKEN_PEM;
}

/** The same of a passphrase: words of its owner's, of any script. */
export function passphraseFault(text: string): string | null {
  return UNSEEN.test(text) ? INVISIBLE : null;
}

/**
 * What has to follow each text, unseen, so that the decimal points of a right-aligned column stand
 * under each other. Texts without digits (`—`, `none`) get nothing.
 */
export function decimalPads(texts: readonly string[]): string[] {
  const fractions = texts.map(fractionLength);
  const longest = Math.max(0, ...fractions.map((length) => length ?? 0));
  return fractions.map((length) => {
    if (length === null || longest === 0) return "";
    const point = length === 0 ? "." : "";
    return point + "0".repeat(longest - length);
  });
}

function fractionLength(text: string): number | null {
  if (!/\d/.test(text)) return null;
  const point = text.lastIndexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

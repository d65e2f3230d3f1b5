/** What follows digits that were cut. */
export const CUT = "…";

/**
 * What has to follow each text, unseen, so that the decimal points of a right-aligned column stand
 * under each other. Texts without digits (`—`, `none`) get nothing.
 */
export function decimalPads(texts: readonly string[]): string[] {
  const fractions = texts.map(fractionLength);
  const longest = Math.max(0, ...fractions.map((length) => length ?? 0));
  const hasCut = texts.some((text) => text.endsWith(CUT));
  return fractions.map((length, place) => {
    if (length === null || longest === 0) return "";
    const point = length === 0 ? "." : "";
    const ellipsis = hasCut && !texts[place]?.endsWith(CUT) ? CUT : "";
    return point + "0".repeat(longest - length) + ellipsis;
  });
}

function fractionLength(text: string): number | null {
  if (!/\d/.test(text)) return null;
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}

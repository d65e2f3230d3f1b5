/** As long as a name may be that is typed. */
const LONGEST = 60;

/** A name from outside in one readable line, and unlike the names there are. */
export function distinctLabel(wanted: string, taken: ReadonlySet<string>): string {
  const name = readable(wanted);
  if (!taken.has(name)) return name;
  for (let nth = 1; ; nth += 1) {
    const ending = nth === 1 ? " (book)" : ` (book ${nth})`;
    const candidate = `${cut(name, LONGEST - ending.length)}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function readable(text: string): string {
  return cut(text.replaceAll(/[\p{C}\p{Z}]+/gu, " ").trim(), LONGEST) || "Book";
}

/** Whole characters only: half of a pair is no text. */
function cut(text: string, length: number): string {
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept.trim();
}

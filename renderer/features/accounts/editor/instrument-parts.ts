import { cellOf, type Fill, fillCell } from "./rows.ts";

/** What the name of a contract says of it: `BTC/USD:BTC` is inverse, paid in BTC. */
function partsOf(instrument: string): Readonly<Record<string, string>> | null {
  const [, base, quote, settle, strike] = NAME.exec(instrument) ?? [];
  if (base === undefined || quote === undefined || settle === undefined) return null;
  const kind = strike !== undefined ? "option" : settle === base ? "inverse" : "linear";
  return { base, quote, settle, kind };
}

const NAME = /^([^/:]+)\/([^/:]+):([^/:-]+)(?:-\d+)?(?:-([\d.]+)-[CP])?$/;
const UNTOUCHED: Readonly<Record<string, string>> = {
  base: "",
  quote: "",
  settle: "",
  kind: "linear",
};

/** Typing an instrument fills what follows from it, as long as nothing else was typed there. */
export const fillPosition: Fill = (row, field, text) => {
  const filled = fillCell(row, field, text);
  if (field !== "instrument") return filled;
  const before = partsOf(cellOf(row.cells, "instrument")) ?? UNTOUCHED;
  const after = partsOf(text.trim()) ?? UNTOUCHED;
  return Object.keys(UNTOUCHED).reduce((next, part) => {
    const isOwn = ![before[part], UNTOUCHED[part]].includes(cellOf(row.cells, part));
    return isOwn ? next : fillCell(next, part, after[part] ?? "");
  }, filled);
};

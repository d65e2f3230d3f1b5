import { oneLine } from "#shared/domain/one-line.ts";

/** Names a place in a portfolio document: `accounts[0].positions[2].markPrice`, or `document` for all of it. */
export function toPath(keys: readonly PropertyKey[]): string {
  const path = keys
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${printable(String(key))}`))
    .join("");
  return path.replace(/^\./, "") || "document";
}

/** Foreign text on the one line of an error: short, and nothing that would break the line. */
export function printable(text: string): string {
  return oneLine(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

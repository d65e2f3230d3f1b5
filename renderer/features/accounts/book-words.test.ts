import { expect, it } from "vitest";
import { BOOK_ACTIONS, type BookReadingView } from "#shared/views/books.ts";
import { bookWords, importSummary, isStored, progressWords } from "./book-words.ts";

const unknown = { value: null, unit: "USD", gaps: [] };
const reading: BookReadingView = {
  action: "new",
  label: "Ledger",
  venue: "bybit",
  marginModel: "bybit-unified",
  readAt: 1_000,
  keptAt: 0,
  besides: null,
  balanceCount: 1,
  positionCount: 1,
  orderCount: 0,
  equity: unknown,
  maintenanceMarginRatio: unknown,
  marginBuffer: unknown,
  level: "unknown",
  pools: [],
  gaps: [],
};

it.each(BOOK_ACTIONS)("%s says in a sentence what becomes of the account", (action) => {
  const { word, sentences } = bookWords({ ...reading, action });
  expect(word.startsWith("left out")).toBe(!isStored(action));
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(/^[A-Z].*\.$/);
});

it("names the account of a venue that is not touched", () => {
  expect(bookWords({ ...reading, besides: "Main" }).sentences[1]).toContain("Main");
});

it("sums up what was stored and what was not", () => {
  const actions = ["new", "new", "newer", "older", "same"] as const;
  expect(importSummary(actions.map((action) => ({ action })))).toBe(
    "2 accounts added, 1 newer reading, 2 left out",
  );
});

it("says how far the reading of a book is", () => {
  expect(progressWords({ stage: "checking", done: 120, total: 1_000 })).toBe(
    "120 of 1,000 accounts checked",
  );
  expect(progressWords({ stage: "assessing", done: 0, total: 1 })).toBe("0 of 1 account assessed");
});

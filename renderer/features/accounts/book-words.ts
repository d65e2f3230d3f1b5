import type { BookAction, BookProgressView, BookReadingView } from "#shared/views/books.ts";
import { formatStamp } from "../../format/time.ts";
import { formatCount } from "./erasure-words.ts";

/** What an import does with an account: a word for the table and sentences behind it. */
export type BookWords = { readonly word: string; readonly sentences: readonly string[] };

const WORDS: Readonly<Record<BookAction, string>> = {
  new: "added",
  newer: "newer reading",
  correction: "corrected",
  same: "left out: the same",
  older: "left out: older",
};

/** Whether anything is stored. */
export function isStored(action: BookAction): boolean {
  return action !== "same" && action !== "older";
}

export function bookWords({ action, keptAt, besides, label }: BookReadingView): BookWords {
  const kept = `the one of ${formatStamp(keptAt)}`;
  const what = {
    new: "A new account, kept as a book: shown with its time, not read from a venue.",
    newer: `A further reading of ${label}, after ${kept}, which stays in its history.`,
    correction: `Of the same time as what Keel has of ${label}, with other contents: it counts from now on.`,
    same: `Keel has exactly this of ${label} already.`,
    older: `Keel has a later reading of ${label}, ${kept}, and goes on showing that one.`,
  }[action];
  const beside =
    besides === null
      ? []
      : [`${besides}, which is read from its venue, has the same id and stays as it is.`];
  return { word: WORDS[action], sentences: [what, ...beside] };
}

/** `120 of 1,000 accounts checked` */
export function progressWords({ stage, done, total }: BookProgressView): string {
  return `${formatCount(done)} of ${formatCount(total)} ${total === 1 ? "account" : "accounts"} ${STAGES[stage]}`;
}

const STAGES = { checking: "checked", assessing: "assessed" } as const;

/** `2 accounts added, 1 newer reading`; what was left out is said too. */
export function importSummary(readings: readonly { readonly action: BookAction }[]): string {
  const count = (...actions: readonly BookAction[]) =>
    readings.filter(({ action }) => actions.includes(action)).length;
  const parts = [
    many(count("new"), "account added", "accounts added"),
    many(count("newer"), "newer reading", "newer readings"),
    many(count("correction"), "reading corrected", "readings corrected"),
    many(count("same", "older"), "left out", "left out"),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function many(count: number, one: string, several: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : several}`;
}

import { z } from "zod/mini";
import type { BookImportView, BookPreviewView, BookProgressView } from "../views/books.ts";
import { operation } from "./operation.ts";

/** Beyond this a file is refused before it is read. A book of a thousand positions has about a megabyte. */
export const MOST_BOOK_BYTES = 32_000_000;

/** The content of a file, never its path. No text has more characters than bytes. */
const text = z.string().check(z.maxLength(MOST_BOOK_BYTES));
/** Names a reading, so that it can be followed and cancelled. */
const work = z.string().check(z.minLength(1), z.maxLength(60));
const accountId = z.string();

/** Any time that a date can tell: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const moment = z.int().check(z.gte(0), z.lte(8.64e15));

export const BOOK_FORMATS = ["json", "csv"] as const;
export type BookFormat = (typeof BOOK_FORMATS)[number];

export const booksContract = {
  /** What an import would do. Nothing is stored. */
  "books.preview": operation<BookPreviewView>()(z.strictObject({ text, work: z.optional(work) })),
  /** How far a reading is; `null` when none of that name is under way. */
  "books.progress": operation<BookProgressView | null>()(z.strictObject({ work })),
  /** Ends a reading that is under way, and lets go of what was read. */
  "books.cancel": operation<null>()(z.strictObject({ work })),
  /** All of it or nothing. */
  "books.import": operation<BookImportView>()(z.strictObject({ text })),
  /** A book's newest reading as a portfolio document, to be edited. */
  "books.get": operation<{ text: string }>()(z.strictObject({ accountId })),
  /** Asks the trader where to save; `at` `null` is now, `accountId` `null` every account. */
  "books.export": operation<{ isSaved: boolean }>()(
    z.strictObject({
      accountId: z.nullable(accountId),
      format: z.enum(BOOK_FORMATS),
      at: z.nullable(moment),
    }),
  ),
  /** Asks the trader where to save the CSV book that comes with the app, to be filled in. */
  "books.template": operation<{ isSaved: boolean }>()(z.strictObject({})),
};

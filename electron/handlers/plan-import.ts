import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { BookAction, BookFaultView } from "#shared/views/books.ts";
import type { Portfolio } from "../document/to-snapshots.ts";
import { toPortfolioDocument } from "../document/to-portfolio.ts";
import { VALUATION_CURRENCY } from "../exchange/snapshot-head.ts";
import { type ConfiguredAccount, isBook } from "../store/account-store.ts";
import { distinctLabel } from "./distinct-label.ts";

/** One account of a document, and what storing it means here. */
export type PlannedReading = {
  readonly action: BookAction;
  /** As the document states it, under the document's own id and label. */
  readonly reading: AccountSnapshot;
  /** The book it is a reading of; `null` for a new one. */
  readonly book: ConfiguredAccount | null;
  /** What the book is called after it. */
  readonly label: string;
  /** Time of the reading that counts so far. */
  readonly keptAt: number | null;
  /** An account of a venue with the document's id: never touched. */
  readonly besides: ConfiguredAccount | null;
};

type PlanInput = {
  readonly portfolio: Portfolio;
  /** Accounts there are. */
  readonly accounts: readonly ConfiguredAccount[];
  readonly findLatest: (account: ConfiguredAccount) => AccountSnapshot | null;
};

/** Two computers' clocks differ, and seconds pass between them; hours are a time zone gone wrong. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** Why a well-formed document can't become books here; empty when it can. */
export function importFaults(portfolio: Portfolio, now: number): readonly BookFaultView[] {
  const { accounts, asOf, valuationCurrency } = portfolio;
  if (valuationCurrency !== VALUATION_CURRENCY)
    return [
      {
        path: "valuationCurrency",
        reason: `must be ${VALUATION_CURRENCY}: all accounts are added up in it`,
      },
    ];
  if (accounts.length === 0) return [{ path: "accounts", reason: "must have at least 1" }];
  return accounts.flatMap(({ readAt }, index) =>
    readAt <= now + CLOCKS_DIFFER_MS
      ? []
      : [
          {
            path: readAt === asOf ? "asOf" : `accounts[${index}].readAt`,
            reason: "lies in the future; times are UTC",
          },
        ],
  );
}

/**
 * What an import does, account by account. A document's id names a book it was read into before (or
 * was exported from), never an account of a venue. History only grows: an older reading is left out,
 * because the one stored last is the one that counts. Each is planned when it is asked for, as the
 * accounts stood at the first.
 */
export function* planImport(input: PlanInput): Generator<PlannedReading> {
  const { portfolio, accounts, findLatest } = input;
  const books = new Set(accounts.filter(isBook));
  // The demo makes way for a first account of one's own.
  const taken = new Set(accounts.filter(({ isDemo }) => !isDemo).map(({ label }) => label));
  for (const reading of portfolio.accounts) {
    const isNamed = (each: ConfiguredAccount) =>
      each.documentId === reading.accountId || each.accountId === reading.accountId;
    const book = [...books].find(isNamed) ?? null;
    if (book) books.delete(book); // one reading for each
    const latest = book && findLatest(book);
    const label = labelFor(reading, book, latest, taken);
    taken.add(label);
    yield {
      action: actionFor(reading, latest, label === book?.label),
      reading,
      book,
      label,
      keptAt: latest?.readAt ?? null,
      besides: accounts.find((each) => !isBook(each) && !each.isDemo && isNamed(each)) ?? null,
    };
  }
}

/** A book keeps the name it has here until its document gives it another than it did before. */
function labelFor(
  { label }: AccountSnapshot,
  book: ConfiguredAccount | null,
  latest: AccountSnapshot | null,
  taken: ReadonlySet<string>,
): string {
  if (book === null) return distinctLabel(label, taken);
  if (label === latest?.label || label === book.label) return book.label;
  return distinctLabel(label, taken);
}

function actionFor(
  reading: AccountSnapshot,
  latest: AccountSnapshot | null,
  keepsLabel: boolean,
): BookAction {
  if (latest === null) return "new";
  if (reading.readAt > latest.readAt) return "newer";
  if (reading.readAt < latest.readAt) return "older";
  return keepsLabel && contentOf(reading) === contentOf(latest) ? "same" : "correction";
}

/** Everything but what the account is called and in which order its prices stand. */
function contentOf(snapshot: AccountSnapshot): string {
  const prices = new Map([...snapshot.prices].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const unnamed = { ...snapshot, label: "", accountId: accountId(""), prices };
  return JSON.stringify(toPortfolioDocument([unnamed], 0));
}

import { randomUUID } from "node:crypto";
import { type AccountId, accountId } from "#shared/domain/ids.ts";
import type {
  BookFaultView,
  BookImportView,
  BookPreviewView,
  BookReadingView,
} from "#shared/views/books.ts";
import type { Steps } from "../document/steps.ts";
import type { Portfolio } from "../document/to-snapshots.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { bookReadingView } from "../views/book.ts";
import { createBookReader, type Work } from "./book-reader.ts";
import { editableBook, exportBook, saveTemplate } from "./export-book.ts";
import { importFaults, type PlannedReading, planImport } from "./plan-import.ts";
import type { Services } from "./services.ts";

type BookChannel = Extract<keyof Handlers, `books.${string}`>;

export function createBookHandlers(services: Services): Pick<Handlers, BookChannel> {
  const reader = createBookReader();
  return {
    "books.preview": ({ text, work: id }) =>
      reader.work(id, (work) => previewBook(services, work, text)),
    "books.progress": ({ work }) => reader.progress(work),
    "books.cancel": ({ work }) => {
      reader.cancel(work);
      return null;
    },
    "books.import": ({ text }) =>
      reader.work(undefined, (work) => importBook(services, work, text)),
    "books.get": ({ accountId: id }) => editableBook(services, id),
    "books.export": (input) => exportBook(services, input),
    "books.template": () => saveTemplate(services),
  };
}

async function previewBook(services: Services, work: Work, text: string): Promise<BookPreviewView> {
  const read = await readImport(services, work, text);
  if (!read.ok) return read;
  const readings = await work.stage("assessing", assessReadings(services, read.portfolio));
  return { ok: true, asOf: read.portfolio.asOf, readings };
}

function* assessReadings(services: Services, portfolio: Portfolio): Steps<BookReadingView[]> {
  const readings: BookReadingView[] = [];
  for (const { reading, besides, ...planned } of plan(services, portfolio)) {
    const standing = { ...planned, besides: besides?.label ?? null };
    readings.push(bookReadingView(assessAccount(reading), standing));
    yield { done: readings.length, total: portfolio.accounts.length };
  }
  return readings;
}

type ReadImport =
  | { readonly ok: true; readonly portfolio: Portfolio }
  | { readonly ok: false; readonly faults: readonly BookFaultView[] };

async function readImport({ ports }: Services, work: Work, text: string): Promise<ReadImport> {
  const parsed = await work.read(text);
  if (!parsed.ok) {
    const { path, reason, more = [] } = parsed;
    return { ok: false, faults: [{ path, reason }, ...more] };
  }
  const faults = importFaults(parsed.portfolio, ports.now());
  return faults.length > 0 ? { ok: false, faults } : { ok: true, portfolio: parsed.portfolio };
}

function plan({ accounts, snapshots }: Services, portfolio: Portfolio): Iterable<PlannedReading> {
  return planImport({
    portfolio,
    accounts: accounts.list(),
    findLatest: (account) => snapshots.findLatest(account.accountId)?.snapshot ?? null,
  });
}

/** Stores every reading that says something new, or none of them. A book is never told about: nothing in it is live. */
async function importBook(services: Services, work: Work, text: string): Promise<BookImportView> {
  const read = await readImport(services, work, text);
  if (!read.ok) throw unreadable(read.faults);
  const { transact, demo, events } = services;
  const kept = transact(() =>
    Array.from(plan(services, read.portfolio), (planned, place) => ({
      planned,
      id: keep(services, planned, place),
    })),
  );
  work.forget();
  if (kept.some(({ planned }) => planned.action === "new")) await demo.giveWay();
  events.announce("accounts.changed");
  return {
    readings: kept.map(({ planned: { label, action }, id }) => ({ accountId: id, label, action })),
  };
}

/** `place` in the document: accounts are listed in the order of their times, and stay in it. */
function keep(services: Services, planned: PlannedReading, place: number): AccountId {
  const { action, book, reading, label } = planned;
  const id = book?.accountId ?? accountId(randomUUID());
  if (action === "same" || action === "older") return id;
  const { accounts, snapshots, ports } = services;
  const { venue, marginModel } = reading;
  if (book === null) {
    const added = { accountId: id, label, venue, marginModel, isDemo: false };
    accounts.appendBook({ ...added, createdAt: ports.now() + place }, reading.accountId);
  } else if (book.label !== label) {
    accounts.appendChange(id, ports.now(), { label });
  }
  snapshots.append({ ...reading, accountId: id });
  return id;
}

function unreadable([first]: readonly BookFaultView[]): AppError {
  const { path, reason } = first ?? { path: "document", reason: "can't be read" };
  return new AppError("invalid_input", `${path} ${reason}.`);
}

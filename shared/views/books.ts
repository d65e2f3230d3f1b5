import type { FigureView, GapView } from "./figure.ts";
import type { DangerLevel, PoolView } from "./overview.ts";

/**
 * What an import does with one account of a document. new: a book of its own · newer: a further
 * reading of a book there is · correction: of the same time with other contents, and replaces it ·
 * same and older: left out, nothing is stored.
 */
export const BOOK_ACTIONS = ["new", "newer", "correction", "same", "older"] as const;
export type BookAction = (typeof BOOK_ACTIONS)[number];

export type BookReadingView = {
  readonly action: BookAction;
  /** Its name in Keel. Not the document's where another account has that one, or the trader renamed it. */
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  /** The time its figures are of. */
  readonly readAt: number;
  /** Time of the reading that Keel has of it so far; `null` for a new one. */
  readonly keptAt: number | null;
  /** Name of an account read from a venue that has the same id: it stays as it is. */
  readonly besides: string | null;
  readonly balanceCount: number;
  readonly positionCount: number;
  readonly orderCount: number;
  readonly equity: FigureView;
  readonly maintenanceMarginRatio: FigureView;
  readonly marginBuffer: FigureView;
  readonly level: DangerLevel;
  readonly pools: readonly PoolView[];
  readonly gaps: readonly GapView[];
};

/** Something wrong in a document: `accounts[0].balances[1].asset`, or its line and column. */
export type BookFaultView = { readonly path: string; readonly reason: string };

export type BookPreviewView =
  | { readonly ok: true; readonly asOf: number; readonly readings: readonly BookReadingView[] }
  | { readonly ok: false; readonly faults: readonly BookFaultView[] };

/** How far the reading of a large book is, in accounts. */
export type BookProgressView = {
  readonly stage: "checking" | "assessing";
  readonly done: number;
  readonly total: number;
};

/** What became of each account of an imported document. */
export type BookImportView = {
  readonly readings: readonly {
    readonly accountId: string;
    readonly label: string;
    readonly action: BookAction;
  }[];
};

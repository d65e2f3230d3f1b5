import type { DecimalString } from "../domain/decimal.ts";

/** Why a figure is incomplete, as the window shows it. */
export type GapView = { readonly code: string; readonly path: string; readonly message: string };

/** One computed figure. `null` is not known, never zero. Full precision; the window rounds for display. */
export type FigureView = {
  readonly value: DecimalString | null;
  readonly unit: string;
  readonly gaps: readonly GapView[];
};

/** One part of a total. The amounts of a total's lines add up to it exactly. */
export type LineView = {
  readonly label: string;
  readonly amount: DecimalString | null;
  readonly unit: string;
  /** How the amount came about, in words and figures: `109.488 × 31 967.27 × 2.5 % − 16 300`. */
  readonly formula: string | null;
  readonly inputs: readonly InputView[];
};

export type InputView = {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  /** Where it was read: the venue's field, or the document's path. */
  readonly source: string;
  readonly at: number | null;
};

export type FigureWithLinesView = FigureView & { readonly lines: readonly LineView[] };

import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import type { PositionContext } from "../margin-model.ts";
import type { SizeRateFound } from "./size-margin.ts";

type Published = {
  readonly initial: Decimal;
  readonly maintenance: Decimal;
  readonly step: Decimal;
};

function published(initial: string, maintenance: string, step: string): Published {
  return { initial: decimal(initial), maintenance: decimal(maintenance), step: decimal(step) };
}

/**
 * Rates at size zero and their growth per coin. Inverse: support.deribit.com 25944826427293
 * (2022-01-11), met by recorded rows of 2025-09 (BTC) and 2026-02 (ETH). Linear:
 * support.deribit.com 25944738177565. Read 2026-11-23.
 */
const PUBLISHED: ReadonlyMap<string, Published> = new Map([
  ["inverse BTC/USD:BTC", published("0.02", "0.01", "0.00005")],
  ["inverse ETH/USD:ETH", published("0.02", "0.01", "0.000004")],
  ["linear BTC/USDC:USDC", published("0.02", "0.01", "0.00005")],
  ["linear SOL/USDC:USDC", published("0.04", "0.02", "0.000005")],
]);

/**
 * The size-linear rate of a future. The account's table comes first: its rows are points of the
 * rate, `floor` in coins, so two rows give rate and growth; a single row gives the rate at size zero
 * and leaves the growth to what is published. Without either the rate is not known.
 */
export function rateOf(
  context: PositionContext,
  which: "initialRate" | "maintenanceRate",
): SizeRateFound {
  const { position } = context;
  const { kind, base, quote, settle } = position;
  const known = PUBLISHED.get(`${kind} ${base}/${quote}:${settle}`);
  const rows = position.marginTiers ?? [];
  const first = rows[0];
  if (!first) {
    const from = which === "initialRate" ? known?.initial : known?.maintenance;
    return known && from ? { base: from, step: known.step } : notPublished(context);
  }
  const rate = first[which];
  if (!rate) return notPublished(context);
  const step = rows.length > 1 ? growthOf(rows, which) : known?.step;
  if (step === null) return contradicts(context);
  return step ? { base: rate.minus(step.times(first.floor)), step } : notPublished(context);
}

/** Rate per coin; `undefined` when a rate is missing, `null` when the rows are not on one line. */
function growthOf(rows: readonly MarginTier[], which: "initialRate" | "maintenanceRate") {
  const [first, second] = [rows[0]!, rows[1]!];
  const width = second.floor.minus(first.floor);
  if (rows.some((row) => !row[which])) return undefined;
  if (width.lte(0)) return null;
  const rise = second[which]!.minus(first[which]!);
  // Multiplied out: a growth that has no last digit is no contradiction.
  const isStraight = rows.every((row) =>
    row[which]!.minus(first[which]!)
      .times(width)
      .eq(rise.times(row.floor.minus(first.floor))),
  );
  return isStraight && rise.gte(0) ? rise.div(width) : null;
}

function notPublished({ position, path }: PositionContext) {
  const message = `The margin rate of ${position.instrument} and its growth with size are not known.`;
  return { gap: { code: "tiers_missing", path: `${path}.marginTiers`, message } as const };
}

function contradicts({ position, path }: PositionContext) {
  const message = `The margin rates of ${position.instrument} do not grow on one line with size.`;
  return { gap: { code: "tier_inconsistent", path: `${path}.marginTiers`, message } as const };
}

import { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import { readOptional, type Subject } from "../../optional-answer.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import {
  discountRow,
  type FeeRow,
  feesAnswer,
  listAnswer,
  type OkxAnswers,
  type TierKey,
  type TierRow,
  tiersAnswer,
} from "./answers.ts";
import type { Contract } from "./normalize-contracts.ts";

// The venue's rule tables. Each reader leaves a gap where its answer fails.

export function tierKey({ instType, mgnMode, instFamily }: TierKey): string {
  return `${instType} ${mgnMode} ${instFamily}`;
}

/** Tables by `tierKey`, ascending, bounds in contracts as printed. */
export function readTiers(
  { tiers }: Pick<OkxAnswers, "tiers">,
  gaps: Gap[],
): ReadonlyMap<string, readonly MarginTier[]> {
  const tables = new Map<string, readonly MarginTier[]>();
  for (const { source, ...key } of tiers) {
    const subject = { path: "positions", what: `The margin tiers of ${key.instFamily}` };
    const rows = readOptional(source, subject, gaps, (raw) =>
      parseAnswer(tiersAnswer, raw, "position-tiers").data.filter(
        (row) => (row.instFamily ?? row.uly) === key.instFamily,
      ),
    );
    if (rows && rows.length > 0) tables.set(tierKey(key), rows.map(toTier).toSorted(byFloor));
  }
  return tables;
}

function toTier(row: TierRow): MarginTier {
  return {
    floor: row.minSz,
    cap: row.maxSz,
    maintenanceRate: row.mmr,
    initialRate: row.imr,
    deduction: null,
    maxLeverage: row.maxLever,
  };
}

function byFloor(left: MarginTier, right: MarginTier): number {
  return left.floor.cmp(right.floor);
}

/** Discount rates by coin, for the coins in use. */
export function readDiscounts(
  { discounts }: Pick<OkxAnswers, "discounts">,
  assets: readonly Currency[],
  gaps: Gap[],
): ReadonlyMap<Currency, readonly CollateralTier[]> {
  const subject: Subject = { path: "balances", what: "The discount rates of collateral" };
  if (!discounts) return new Map();
  const rates = readOptional(discounts, subject, gaps, (raw) => {
    const { data } = parseAnswer(listAnswer, raw, "discount-rate");
    return wantedRows(rowsBy("ccy", data, "discount-rate"), assets, toCollateralTiers);
  });
  return rates ?? new Map();
}

/** Beyond the last bound the venue's least rate holds; without one nothing more counts. */
function toCollateralTiers(row: unknown): CollateralTier[] {
  const { details, minDiscountRate } = parseAnswer(discountRow, row, "discount-rate");
  const tiers = details
    .toSorted((left, right) => left.minAmt.cmp(right.minAmt))
    .map(({ maxAmt, discountRate }) => ({ upTo: maxAmt, weight: discountRate }));
  const isOpen = tiers.at(-1)?.upTo === null;
  return isOpen || !minDiscountRate ? tiers : [...tiers, { upTo: null, weight: minDiscountRate }];
}

/**
 * The taker fee rate of the account, positive for a fee. Rates differ by kind of contract and the
 * snapshot holds one: the largest of the contracts held, which is never better than the truth.
 * `null` when that of any held contract is not known.
 */
export function readFeeRate(
  { fees }: Pick<OkxAnswers, "fees">,
  held: readonly { readonly instType: string; readonly contract: Contract }[],
  gaps: Gap[],
): Decimal | null {
  const schedules = new Map<string, FeeRow | null>();
  for (const { instType, source } of fees) {
    const subject = { path: "takerFeeRate", what: `The fee rates of ${instType}` };
    const rows = readOptional(
      source,
      subject,
      gaps,
      (raw) => parseAnswer(feesAnswer, raw, "trade-fee").data,
    );
    schedules.set(instType, rows?.[0] ?? null);
  }
  const rates = held
    .filter(({ contract }) => contract.kind !== "option")
    .map(({ instType, contract }) => takerOf(schedules.get(instType) ?? null, contract));
  const known = rates.filter((rate) => rate !== null);
  if (known.length === 0 || known.length < rates.length) return null;
  return Decimal.max(...known);
}

function takerOf(schedule: FeeRow | null, { feeGroup, settle }: Contract): Decimal | null {
  if (!schedule) return null;
  const group = schedule.feeGroup?.find(({ groupId }) => groupId === feeGroup);
  const bySettle =
    settle === "USDT" ? schedule.takerU : settle === "USDC" ? schedule.takerUSDC : schedule.taker;
  const taker = group?.taker ?? bySettle;
  return taker && taker.neg();
}

import { createHash } from "node:crypto";
import {
  decimal,
  type Decimal,
  type DecimalString,
  toDecimalString,
} from "#shared/domain/decimal.ts";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import { StorageError } from "./storage-error.ts";

/** The only place that turns money into database text and back. Exact both ways, at any length. */
const AMOUNT = /^-?\d+(\.\d+)?$/;

export function toAmountText(value: Decimal): DecimalString {
  return toDecimalString(value);
}

export function toAmountTextOrNull(value: Decimal | null): DecimalString | null {
  return value === null ? null : toDecimalString(value);
}

/** Throws a `StorageError` on text that is no plain decimal: the file was changed from outside. */
export function fromAmountText(text: string): Decimal {
  if (!AMOUNT.test(text)) throw damaged("an amount");
  return decimal(text);
}

export function fromAmountTextOrNull(text: string | null): Decimal | null {
  return text === null ? null : fromAmountText(text);
}

export function toFlag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

export function toFlagOrNull(value: boolean | null): 0 | 1 | null {
  return value === null ? null : toFlag(value);
}

export function fromFlagOrNull(flag: number | null): boolean | null {
  return flag === null ? null : flag === 1;
}

/** One tier table as text, and the hash by which rows refer to it. Equal tables give equal text. */
export type TierTable = { readonly hash: string; readonly content: string };

export function toMarginTierTable(tiers: readonly MarginTier[]): TierTable {
  return toTierTable(
    tiers.map((tier) => [
      toAmountText(tier.floor),
      toAmountTextOrNull(tier.cap),
      toAmountText(tier.maintenanceRate),
      toAmountTextOrNull(tier.initialRate),
      toAmountTextOrNull(tier.deduction),
      toAmountTextOrNull(tier.maxLeverage),
    ]),
  );
}

export function fromMarginTierTable(content: string): readonly MarginTier[] {
  return fromTierTable(content).map(
    ([floor, cap, maintenanceRate, initialRate, deduction, leverage]) => ({
      floor: required(floor),
      cap: optional(cap),
      maintenanceRate: required(maintenanceRate),
      initialRate: optional(initialRate),
      deduction: optional(deduction),
      maxLeverage: optional(leverage),
    }),
  );
}

export function toCollateralTierTable(tiers: readonly CollateralTier[]): TierTable {
  return toTierTable(
    tiers.map((tier) => [toAmountTextOrNull(tier.upTo), toAmountText(tier.weight)]),
  );
}

export function fromCollateralTierTable(content: string): readonly CollateralTier[] {
  return fromTierTable(content).map(([upTo, weight]) => ({
    upTo: optional(upTo),
    weight: required(weight),
  }));
}

type TierCells = readonly (string | null)[];

function toTierTable(rows: readonly TierCells[]): TierTable {
  const content = JSON.stringify(rows);
  return { hash: createHash("sha256").update(content).digest("hex"), content };
}

function fromTierTable(content: string): readonly unknown[][] {
  const rows: unknown = JSON.parse(content);
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw damaged("a tier table");
  return rows;
}

function required(cell: unknown): Decimal {
  if (typeof cell !== "string") throw damaged("a tier table");
  return fromAmountText(cell);
}

function optional(cell: unknown): Decimal | null {
  return cell === null ? null : required(cell);
}

/** For what Keel never writes: the file was changed from outside. */
export function damaged(what: string): StorageError {
  return new StorageError(
    "damaged",
    `Keel's database holds ${what} that can't be read. Put a copy from the backups folder in its place.`,
  );
}

import { Decimal, type DecimalString } from "#shared/domain/decimal.ts";
import { oneLine } from "#shared/domain/one-line.ts";
import type { AssessmentDocument } from "../document/to-assessment.ts";

type Row = readonly string[];

/** The assessment as tables for people: rounded for reading, `--json` has every digit. */
export function toTable(document: AssessmentDocument): string {
  const unit = document.valuationCurrency;
  const { consolidated } = document;
  const parts = [
    `As of ${document.asOf}, amounts in ${oneLine(unit)}`,
    columns([
      ["", "equity", "collateral", "initial", "maintenance", "ratio", "buffer", "leverage"],
      ...document.accounts.map((account) => [
        `${account.id} (${account.marginModel})`,
        money(account.equity),
        money(account.collateralValue),
        money(account.initialMargin),
        money(account.maintenanceMargin),
        rounded(account.maintenanceMarginRatio, 4),
        money(account.marginBuffer),
        rounded(account.effectiveLeverage, 2),
      ]),
      [
        "all accounts",
        money(consolidated.equity),
        money(consolidated.collateralValue),
        money(consolidated.initialMargin),
        money(consolidated.maintenanceMargin),
        "",
        "",
        rounded(consolidated.effectiveLeverage, 2),
      ],
    ]),
    ...document.accounts.map(positionTable),
    ...document.accounts.flatMap(({ gaps }) =>
      gaps.map((gap) => oneLine(`gap ${gap.path}: ${gap.message}`)),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function positionTable(account: AssessmentDocument["accounts"][number]): string {
  if (account.positions.length === 0) return "";
  return columns([
    [account.id, "side", "notional", "profit", "maintenance", "liquidation", "distance"],
    ...account.positions.map((position) => [
      `${position.instrument}${position.marginMode === "isolated" ? " isolated" : ""}`,
      position.side,
      money(position.notional),
      money(position.unrealizedPnl),
      money(position.maintenanceMargin),
      position.liquidationPrice
        ? significant(position.liquidationPrice)
        : position.liquidationPriceReason!,
      position.distanceToLiquidation ? percent(position.distanceToLiquidation) : "",
    ]),
  ]);
}

function money(value: DecimalString | null): string {
  return rounded(value, 2);
}

function rounded(value: DecimalString | null, places: number): string {
  return value === null ? "unknown" : new Decimal(value).toFixed(places);
}

/** Prices have no common number of places: eight significant digits. */
function significant(value: DecimalString): string {
  return new Decimal(value).toSignificantDigits(8).toFixed();
}

function percent(ratio: DecimalString): string {
  return `${new Decimal(ratio).times(100).toFixed(2)} %`;
}

/** Left-aligned first column, the others to the right. */
function columns(texts: readonly Row[]): string {
  const rows = texts.map((row) => row.map(oneLine));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

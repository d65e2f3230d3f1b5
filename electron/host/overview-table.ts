import { Decimal } from "#shared/domain/decimal.ts";
import { oneLine } from "#shared/domain/one-line.ts";
import type { AlertView } from "#shared/views/alerts.ts";
import type { FigureView } from "#shared/views/figure.ts";
import type { AccountOverviewView, OverviewView, PositionView } from "#shared/views/overview.ts";

/** The overview as lines of text: one per account, one per position, worst first. */
export function toOverviewTable(view: OverviewView): string {
  const accounts = view.accounts.map(accountRow);
  const positions = view.positions.map(positionRow);
  return [
    `equity ${amount(view.consolidated.equity)} ${view.valuationCurrency}`,
    "",
    ...alignColumns([["account", "feed", "equity", "ratio", "buffer", "level"], ...accounts]),
    "",
    ...alignColumns([
      ["position", "side", "quantity", "mark", "pnl", "liquidation", "away"],
      ...positions,
    ]),
  ].join("\n");
}

/** One alert as one line. */
export const toAlertLine = (alert: AlertView): string =>
  oneLine(
    `${new Date(alert.at).toISOString().slice(11, 19)} UTC  ${alert.to.toUpperCase()}  ${alert.title}. ${alert.body}`,
  );

/** Whether there is something to look at: an account with a known equity. */
export const hasFigures = (view: OverviewView): boolean =>
  view.accounts.some((account) => account.equity.value !== null);

const accountRow = (account: AccountOverviewView): string[] => [
  account.isDemo ? `${account.label} (demo)` : account.label,
  account.feed.state,
  amount(account.equity),
  percent(account.maintenanceMarginRatio.value),
  amount(account.marginBuffer),
  account.level,
];

const positionRow = (position: PositionView): string[] => [
  position.instrument,
  position.marginMode === "cross" ? position.side : `${position.side} isolated`,
  position.netQuantity,
  position.markPrice ?? UNKNOWN,
  amount(position.unrealizedPnl),
  position.liquidationPrice === null
    ? (position.liquidationPriceReason ?? UNKNOWN)
    : significant(position.liquidationPrice),
  position.liquidationPriceReason === "none" ? "" : percent(position.distanceRatio),
];

const UNKNOWN = "unknown";

/** Two places, with a mark where the figure is incomplete. */
function amount({ value, gaps }: FigureView): string {
  if (value === null) return UNKNOWN;
  return `${new Decimal(value).toFixed(2)}${gaps.length > 0 ? " ?" : ""}`;
}

const percent = (ratio: string | null) =>
  ratio === null ? UNKNOWN : `${new Decimal(ratio).times(100).toFixed(2)} %`;

const significant = (price: string) => new Decimal(price).toSignificantDigits(7).toFixed();

/** The first column to the left, figures to the right. */
function alignColumns(texts: readonly (readonly string[])[]): string[] {
  const rows = texts.map((row) => row.map(oneLine));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

import { oneLine } from "#shared/domain/one-line.ts";
import type { ExplainedFigure, Explanation } from "../document/to-explanation.ts";

const TITLES = {
  equity: "Equity",
  collateralValue: "Collateral value",
  initialMargin: "Initial margin",
  maintenanceMargin: "Maintenance margin",
} as const;

/** An account's totals as a worksheet to follow with a pencil, pool by pool; full digits. */
export function toWorksheet(id: string, explanation: Explanation): string {
  return explanation.pools
    .flatMap((pool) =>
      Object.entries(TITLES).map(([key, title]) =>
        section(`${id} · ${pool.name} · ${title}`, pool[key as keyof typeof TITLES]),
      ),
    )
    .join("\n\n");
}

function section(title: string, { value, unit, lines }: ExplainedFigure): string {
  const amounts = [...lines.map((line) => line.amount), value ?? "not known"];
  const width = Math.max(...amounts.map((amount) => amount.length));
  const rows = lines.map((line) => {
    const formula = line.formula === null ? "" : `   = ${line.formula}`;
    return oneLine(`  ${line.amount.padStart(width)} ${line.unit}  ${line.label}${formula}`);
  });
  return [
    oneLine(title),
    ...rows,
    `  ${"─".repeat(width)}`,
    oneLine(`  ${(value ?? "not known").padStart(width)} ${unit}`),
  ].join("\n");
}

import { useQuery } from "@tanstack/react-query";
import type { ConsolidatedView } from "#shared/views/overview.ts";
import { Worksheet } from "../../ui/worksheet.tsx";
import { overviewQueries } from "./queries.ts";

export type ConsolidatedFigure = Exclude<
  keyof ConsolidatedView,
  "effectiveLeverage" | "equityChange"
>;

type ConsolidatedPartsProps = { label: string; figure: ConsolidatedFigure };

/** The accounts a consolidated figure is the sum of. */
export function ConsolidatedParts({ label, figure }: ConsolidatedPartsProps) {
  const overview = useQuery(overviewQueries.overview());
  if (!overview.data) return null;
  return <Worksheet label={label} figure={overview.data.consolidated[figure]} />;
}

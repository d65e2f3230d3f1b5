import type { Gap } from "#shared/domain/gap.ts";
import { VenueError } from "../../exchange-client.ts";
import type { Summary } from "./answers.ts";

const STANDARD: ReadonlyMap<string, boolean> = new Map([
  ["segregated_sm", false],
  ["cross_sm", true],
]);

/**
 * Whether the account's currencies stand together. Throws `unsupported` under portfolio margin,
 * whose requirement no sum over positions gives. Where the venue does not say it is a gap, and the
 * currencies are walls.
 */
export function isCrossCollateral(summaries: readonly Summary[], gaps: Gap[]): boolean {
  const models = summaries.flatMap((row) => row.margin_model ?? []);
  const other = models.find((model) => !STANDARD.has(model));
  const isPortfolio = summaries.some((row) => row.portfolio_margining_enabled);
  if (isPortfolio || other !== undefined)
    throw new VenueError(
      "unsupported",
      `The account's margin model is ${other ?? "portfolio margin"}: recognised, not modelled yet. No figure is shown rather than a wrong one.`,
    );
  const isCross = models.map((model) => STANDARD.get(model) === true);
  if (isCross.length > 0) return isCross.includes(true);
  const message = "The venue did not say which margin model the account has. Standard is assumed.";
  gaps.push({ code: "mode_unread", path: "marginModel", message });
  return summaries.some((row) => row.cross_collateral_enabled);
}

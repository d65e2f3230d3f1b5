import { venueLabel } from "#shared/domain/venue-catalog.ts";
import { Notice } from "../../ui/states.tsx";

/** What a trader must know before an account is reckoned by no rule of its venue. */
export function GenericWarning({ venue }: { venue: string }) {
  return (
    <Notice title="Generic model" testId="generic-warning">
      Keel has no margin rule of {venueLabel(venue)}. Its figures are approximate: equity is counted
      low where the venue leaves it unclear, and liquidation follows the venue’s own margin rates or
      stays unknown. Hold them against what the venue shows.
    </Notice>
  );
}

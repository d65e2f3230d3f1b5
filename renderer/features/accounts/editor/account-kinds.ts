import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { OFFERED_VENUES, VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import type { Draft } from "./draft.ts";

type Kind = Pick<Draft, "venue" | "marginModel">;

/** For an account somewhere Keel has no rule of. */
const ANY_VENUE: Kind = { venue: "other", marginModel: "generic-cross" satisfies MarginModelId };

/** The rule an account is judged by, as one choice: a venue and the kind of account there. */
export function accountKinds(
  chosen: Kind,
): readonly { readonly value: string; readonly label: string }[] {
  const offered = OFFERED_VENUES.flatMap((venue) =>
    VENUE_CATALOG[venue].models.map(({ id, label }) => ({
      value: kindValue({ venue, marginModel: id }),
      label: `${VENUE_CATALOG[venue].label}: ${label}`,
    })),
  );
  const any = { value: kindValue(ANY_VENUE), label: "Another venue: generic cross margin" };
  const all = [...offered, any];
  const own = kindValue(chosen);
  // A document may name a venue as it likes.
  if (all.some(({ value }) => value === own)) return all;
  return [{ value: own, label: `${chosen.venue}: ${chosen.marginModel}` }, ...all];
}

export function kindValue({ venue, marginModel }: Kind): string {
  return `${marginModel} ${venue}`;
}

export function kindOf(value: string): Kind {
  const [marginModel = "", ...venue] = value.split(" ");
  return { venue: venue.join(" "), marginModel };
}

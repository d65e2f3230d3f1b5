import type { Input } from "#shared/contract/contract.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { type VenueId, VENUE_IDS } from "#shared/domain/venue-catalog.ts";

export type AddInput = Input<"accounts.add">;

/** What was chosen and typed; fields the venue does not ask for are left out of the request. */
export type AddForm = {
  readonly venue: VenueId;
  readonly marginModel: MarginModelId;
  readonly insists: boolean;
  /** A field's text by its name, `""` where there is none. */
  readonly text: (name: "label" | "key" | "secret" | "passphrase" | "address") => string;
};

/** The request of a form, with the parts of a credential that go with its venue. */
export function toAddInput({ venue, marginModel, insists, text }: AddForm): AddInput {
  const common = { marginModel, label: text("label"), ...(insists && { insists }) };
  const pair = { apiKey: text("key"), secret: text("secret") };
  if (isAmong(VENUE_IDS.address, venue))
    return { venue, ...common, walletAddress: text("address") };
  if (isAmong(VENUE_IDS.passphrase, venue))
    return { venue, ...common, ...pair, passphrase: text("passphrase") };
  return { venue, ...common, ...pair };
}

function isAmong<Id extends VenueId>(ids: readonly Id[], id: VenueId): id is Id {
  return ids.some((each) => each === id);
}

/** What a trader types to have a key taken that can do more than read. */
export const INSISTENCE = "I accept a key that can do more than read";

/** Case, blanks at the ends and a full stop don't matter; the words do. */
export function isInsisting(typed: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[\s.]+/)
      .filter(Boolean)
      .join(" ");
  return words(typed) === words(INSISTENCE);
}

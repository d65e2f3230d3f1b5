import type { Input } from "#shared/contract/contract.ts";
import type { Failure } from "#shared/contract/reply.ts";
import type { Insistence } from "#shared/domain/insistence.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { type VenueId, VENUE_IDS } from "#shared/domain/venue-catalog.ts";

export type AddInput = Input<"accounts.add">;

/** What was chosen and typed; fields the venue does not ask for are left out of the request. */
export type AddForm = {
  readonly venue: VenueId;
  readonly marginModel: MarginModelId;
  /** What was typed to have a refused key taken; `null` before. */
  readonly insists: Insistence | null;
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

/** A typed sentence with the powers it is said of; `null` when the key was not refused for its rights. */
export function toInsistence(failure: Failure | null, sentence: string): Insistence | null {
  if (failure?.code === "key_too_powerful") return { sentence, powers: failure.powers ?? [] };
  return failure?.code === "key_rights_unread" ? { sentence, powers: null } : null;
}

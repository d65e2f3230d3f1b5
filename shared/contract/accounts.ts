import { z } from "zod/mini";
import { KEY_POWERS, type KeyRights } from "../domain/key-rights.ts";
import { MARGIN_MODELS, type MarginModelId } from "../domain/margin-model.ts";
import { offersModel, VENUE_IDS, type VenueId } from "../domain/venue-catalog.ts";
import type { AccountHistoryView, AccountsView, RemovedAccountsView } from "../views/accounts.ts";
import { keyFault, passphraseFault, secretFault } from "./key-text.ts";
import { operation } from "./operation.ts";

const label = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
/** A part of a credential as it was pasted; `faultIn` says what no venue would have in it. */
function pasted(faultIn: (text: string) => string | null) {
  const isClean = z.refine<string>((text) => faultIn(text) === null);
  return z.string().check(z.minLength(1), z.maxLength(4096), isClean);
}
const apiKey = pasted(keyFault);
const secret = pasted(secretFault);
const accountId = z.string();

const common = {
  label,
  marginModel: z.enum(MARGIN_MODELS),
  /** What the trader typed to have the key taken all the same, and of which powers. */
  insists: z.optional(
    z.strictObject({
      sentence: z.string().check(z.maxLength(200)),
      powers: z.nullable(
        z.readonly(z.array(z.enum(KEY_POWERS)).check(z.maxLength(KEY_POWERS.length))),
      ),
    }),
  ),
};

const modelOfVenue = z.refine<{ venue: VenueId; marginModel: MarginModelId }>(
  ({ venue, marginModel }) => offersModel(venue, marginModel),
  { path: ["marginModel"], message: "not an account kind of this venue" },
);

/** Each venue with the parts of its own credential, no more and no less. */
const addInput = z.discriminatedUnion("venue", [
  z.strictObject({ venue: z.enum(VENUE_IDS.key), ...common, apiKey, secret }).check(modelOfVenue),
  z
    .strictObject({
      venue: z.enum(VENUE_IDS.passphrase),
      ...common,
      apiKey,
      secret,
      passphrase: pasted(passphraseFault),
    })
    .check(modelOfVenue),
  z
    .strictObject({
      venue: z.enum(VENUE_IDS.address),
      ...common,
      walletAddress: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
    })
    .check(modelOfVenue),
]);

export const accountsContract = {
  "accounts.list": operation<AccountsView>()(z.strictObject({})),
  /** Keys go in and never come out again. */
  "accounts.add": operation<{ accountId: string }>()(addInput),
  "accounts.rename": operation<null>()(z.strictObject({ accountId, label })),
  /** Paused: not read, and nothing warns about it, until resumed. */
  "accounts.pause": operation<null>()(z.strictObject({ accountId, isPaused: z.boolean() })),
  /** Hides it and forgets its key; what was read of it is kept out of sight, or erased for good. */
  "accounts.remove": operation<null>()(
    z.strictObject({ accountId, history: z.enum(["keep", "erase"]) }),
  ),
  /** What erasing would take, of an account that is there or was removed. */
  "accounts.history": operation<AccountHistoryView>()(z.strictObject({ accountId })),
  "accounts.listRemoved": operation<RemovedAccountsView>()(z.strictObject({})),
  /** The history of a removed account. It is certain to go when this returns, and goes bit by bit. */
  "accounts.erase": operation<null>()(z.strictObject({ accountId })),
  "accounts.sync": operation<null>()(z.strictObject({ accountId: z.nullable(accountId) })),
  /** Asks the venue what the account's key may do, and keeps the answer. */
  "accounts.checkKey": operation<KeyRights>()(z.strictObject({ accountId })),
};

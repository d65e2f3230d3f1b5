import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { Connection } from "./exchange-client.ts";
import type { Instrument } from "./normalize-instruments.ts";

/** The venues' own totals and index prices are told in dollars, and all accounts are added up in them. */
export const VALUATION_CURRENCY = "USD";

/** Whose reading it was, and when. */
export type Reading = { readonly connection: Connection; readonly readAt: number };

/** What the answers of one reading are turned into a snapshot with. */
export type SnapshotContext = Reading & {
  /** By the venue's own symbol. */
  readonly instruments: ReadonlyMap<string, Instrument>;
};

type Head = Pick<
  AccountSnapshot,
  "accountId" | "label" | "venue" | "marginModel" | "readAt" | "valuationCurrency"
>;

/** What no answer tells of a snapshot, the same at every venue. */
export function snapshotHead({ connection, readAt }: Reading): Head {
  const { accountId, label, venue, marginModel } = connection;
  return { accountId, label, venue, marginModel, readAt, valuationCurrency: VALUATION_CURRENCY };
}

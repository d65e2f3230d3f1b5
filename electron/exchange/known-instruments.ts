import type { Instrument } from "./normalize-instruments.ts";
import type { VenueSession } from "./venue.ts";

/** Contracts are listed every week: a symbol not known yet is worth one more look. */
export async function instrumentsFor(
  symbols: Iterable<string>,
  { instruments }: Pick<VenueSession, "instruments">,
): Promise<ReadonlyMap<string, Instrument>> {
  const known = await instruments();
  return [...symbols].every((symbol) => known.has(symbol)) ? known : instruments("fresh");
}

import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";

// Statuses: https://docs.dydx.xyz/indexer-client/http, read 2026-11-23. The indexer has no error
// codes of its own.

/** What the indexer's error statuses ask of the user; `null` for all others. */
export function dydxRefusal({ status }: HttpAnswer): VenueError | null {
  if (status === 400)
    return new VenueError("credentials_rejected", "dYdX can't read this address.");
  if (status === 403 || status === 451)
    return new VenueError("place_refused", "dYdX refuses requests from this place.");
  if (status === 404)
    return new VenueError("credentials_rejected", "dYdX has no account of this address.");
  if (status === 429)
    return new VenueError("rate_limited", "Too many requests were sent to dYdX from this address.");
  if (status >= 500) return new VenueError("venue_unavailable", "dYdX had an internal failure.");
  return null;
}

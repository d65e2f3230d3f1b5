import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";

// Statuses: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api (rate limits and
// error responses), read 2026-11-23. The info endpoint has no error codes of its own.

/** What Hyperliquid's error statuses ask of the user; `null` for all others. */
export function hyperliquidRefusal({ status }: HttpAnswer): VenueError | null {
  if (status === 422)
    return new VenueError(
      "credentials_rejected",
      "Hyperliquid can't read this address. Check it for a missing or a wrong character.",
    );
  if (status === 429)
    return new VenueError(
      "rate_limited",
      "Too many requests were sent to Hyperliquid from this address.",
    );
  if (status >= 500)
    return new VenueError("venue_unavailable", "Hyperliquid had an internal failure.");
  return null;
}

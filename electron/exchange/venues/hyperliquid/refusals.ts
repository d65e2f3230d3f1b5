import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";

// Statuses: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api (rate limits and
// error responses), read 2026-11-23. The info endpoint has no error codes of its own.

/** What Hyperliquid's error statuses ask of the user; `null` for all others. */
export function hyperliquidRefusal({ status, headers }: HttpAnswer): VenueError | null {
  if (status === 422)
    return new VenueError(
      "credentials_rejected",
      "Hyperliquid can't read this address. Check it for a missing or a wrong character.",
    );
  if (status === 429)
    return new VenueError(
      "rate_limited",
      "Too many requests were sent to Hyperliquid from this address.",
      { retryAfterMs: waitMs(headers) },
    );
  if (status >= 500)
    return new VenueError("venue_unavailable", "Hyperliquid had an internal failure.");
  return null;
}

/** In seconds where the venue tells it. */
function waitMs(headers: HttpAnswer["headers"]): number | null {
  const header = Object.entries(headers).find(([key]) => key.toLowerCase() === "retry-after");
  return header && /^\d{1,7}$/.test(header[1]) ? Number(header[1]) * 1000 : null;
}

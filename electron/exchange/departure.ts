import { isVenueId, VENUE_CATALOG } from "#shared/domain/venue-catalog.ts";
import { VenueError } from "./exchange-client.ts";

/**
 * Looks at every request as it leaves, whoever makes it: throws a VenueError unless it goes to one of
 * the venue's own hosts, encrypted. On the way through a loopback replay it is the address behind
 * the replay that counts. A venue that is not in the catalog has no host.
 */
export function refuseOtherHosts(venue: string, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  // `host` holds a port that is not the usual one, which no venue of ours has.
  const isAllowed = url?.protocol === "https:" && hostsOf(venue).includes(url.host);
  if (isAllowed && url.username === "" && url.password === "") return;
  throw new VenueError(
    "unsupported",
    "A request to a place that is not this venue's was stopped before it left.",
  );
}

function hostsOf(venue: string): readonly string[] {
  return isVenueId(venue) ? VENUE_CATALOG[venue].hosts : [];
}

import { channelQuery } from "../../bridge/query.ts";

export const accountQueries = {
  list: () => channelQuery("accounts.list", {}),
  /** Whether the demo is open, and whether its prices stand still. */
  overview: () => channelQuery("overview.get", {}),
};

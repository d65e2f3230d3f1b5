import { channelQuery } from "../../bridge/query.ts";

export const accountQueries = {
  list: () => channelQuery("accounts.list", {}),
  history: (accountId: string) => channelQuery("accounts.history", { accountId }),
  listRemoved: () => channelQuery("accounts.listRemoved", {}),
  /** Whether the demo is open, and whether its prices stand still. */
  overview: () => channelQuery("overview.get", {}),
};

import { queryOptions } from "@tanstack/react-query";
import { channelQuery } from "../../bridge/query.ts";

export const accountQueries = {
  list: () => channelQuery("accounts.list", {}),
  /** No event says that it grew: it is counted anew wherever it is shown. */
  history: (accountId: string) =>
    queryOptions({ ...channelQuery("accounts.history", { accountId }), staleTime: 0 }),
  listRemoved: () => channelQuery("accounts.listRemoved", {}),
  /** Whether the demo is open, and whether its prices stand still. */
  overview: () => channelQuery("overview.get", {}),
};

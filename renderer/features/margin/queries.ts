import { channelQuery } from "../../bridge/query.ts";

export const marginQueries = {
  account: (accountId: string) => channelQuery("margin.get", { accountId }),
  /** The accounts to choose from. */
  accounts: () => channelQuery("accounts.list", {}),
};

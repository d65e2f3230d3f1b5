import type { HistoryRange } from "#shared/contract/overview.ts";
import { channelQuery } from "../../bridge/query.ts";

export const overviewQueries = {
  overview: () => channelQuery("overview.get", {}),
  equityHistory: (range: HistoryRange) => channelQuery("overview.equityHistory", { range }),
  /** Line items of an account's figures, asked for when one is opened. */
  margin: (accountId: string) => channelQuery("margin.get", { accountId }),
};

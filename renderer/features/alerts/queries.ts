import { channelQuery } from "../../bridge/query.ts";

/** As many as the page shows at once. */
const LIMIT = 200;

export const alertQueries = {
  list: () => channelQuery("alerts.list", { limit: LIMIT }),
};

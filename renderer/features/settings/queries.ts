import { channelQuery } from "../../bridge/query.ts";

export const settingsQueries = {
  settings: () => channelQuery("settings.get", {}),
};

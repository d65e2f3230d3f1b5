import { z } from "zod/mini";
import type { EquityHistoryView, OverviewView } from "../views/overview.ts";
import { operation } from "./operation.ts";

export const HISTORY_RANGES = ["1h", "24h", "7d", "all"] as const;
export type HistoryRange = (typeof HISTORY_RANGES)[number];

export const overviewContract = {
  "overview.get": operation<OverviewView>()(z.strictObject({})),
  "overview.equityHistory": operation<EquityHistoryView>()(
    z.strictObject({ range: z.enum(HISTORY_RANGES) }),
  ),
};

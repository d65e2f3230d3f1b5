import { z } from "zod/mini";
import type { AlertsView } from "../views/alerts.ts";
import { operation } from "./operation.ts";

export const alertsContract = {
  "alerts.list": operation<AlertsView>()(
    z.strictObject({ limit: z.int().check(z.gte(1), z.lte(500)) }),
  ),
};

import { z } from "zod/mini";
import type { MarginView } from "../views/margin.ts";
import { operation } from "./operation.ts";

export const marginContract = {
  "margin.get": operation<MarginView>()(z.strictObject({ accountId: z.string() })),
};

import type { z } from "zod/mini";
import { accountsContract } from "./accounts.ts";
import { alertsContract } from "./alerts.ts";
import { booksContract } from "./books.ts";
import { demoContract } from "./demo.ts";
import { marginContract } from "./margin.ts";
import type { Operation } from "./operation.ts";
import { overviewContract } from "./overview.ts";
import { settingsContract } from "./settings.ts";

/** Everything the window may ask of the main process. A channel that is not here does not exist. */
export const contract = {
  ...overviewContract,
  ...marginContract,
  ...accountsContract,
  ...booksContract,
  ...alertsContract,
  ...settingsContract,
  ...demoContract,
};

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = z.infer<(typeof contract)[C]["input"]>;
export type Output<C extends Channel> =
  (typeof contract)[C] extends Operation<z.ZodMiniType, infer Value> ? Value : never;

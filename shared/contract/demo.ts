import { z } from "zod/mini";
import { operation } from "./operation.ts";

export const demoContract = {
  "demo.pause": operation<null>()(z.strictObject({})),
  "demo.resume": operation<null>()(z.strictObject({})),
  /** Leaves the demo for an empty start; its account and snapshots are removed from view. */
  "demo.leave": operation<null>()(z.strictObject({})),
  "demo.enter": operation<null>()(z.strictObject({})),
};

import { z } from "zod/mini";
import type { AccountsView } from "../views/accounts.ts";
import { operation } from "./operation.ts";

const label = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
const secret = z.string().check(z.minLength(1), z.maxLength(4096));

export const accountsContract = {
  "accounts.list": operation<AccountsView>()(z.strictObject({})),
  /** Keys go in and never come out again. */
  "accounts.add": operation<{ accountId: string }>()(
    z.strictObject({ venue: z.literal("binanceusdm"), label, apiKey: secret, secret }),
  ),
  "accounts.remove": operation<null>()(z.strictObject({ accountId: z.string() })),
  "accounts.sync": operation<null>()(z.strictObject({ accountId: z.nullable(z.string()) })),
};

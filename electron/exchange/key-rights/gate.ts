import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, untold } from "./key-session.ts";

const keyRow = z.object({
  key: z.string(),
  perms: z.array(z.object({ name: z.string(), read_only: z.boolean() })),
});
const keysAnswer = z.union([z.array(keyRow), keyRow]);

const POWERS: Readonly<Record<string, KeyPower>> = {
  wallet: "transfer",
  withdraw: "withdraw",
  withdrawal: "withdraw",
  account: "manage",
  subaccount: "manage",
  sub_account: "manage",
};

/** GET /api/v4/account/main_keys: https://www.gate.com/docs/developers/apiv4; not checked against a live answer. */
export const readGatePowers: ReadPowers = async ({ call, apiKey }) =>
  gatePowers(await call("privateAccountGetMainKeys"), apiKey);

/** Rights of the key that asks, among all keys of the account. An area that is not read-only may be acted in. */
export function gatePowers(answer: unknown, apiKey: string): readonly KeyPower[] {
  const parsed = parseAnswer(keysAnswer, answer, "main_keys");
  const row = [parsed].flat().find(({ key }) => key === apiKey);
  if (!row) throw untold();
  const writes = row.perms.filter((perm) => !perm.read_only);
  return distinct(writes.map(({ name }) => POWERS[name] ?? "trade"));
}

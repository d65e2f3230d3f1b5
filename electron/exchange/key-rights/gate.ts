import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER, untold } from "./key-session.ts";

const keyRow = z.object({
  key: z.string(),
  perms: z.array(z.object({ name: z.string(), read_only: z.boolean() })),
});
const keysAnswer = z.union([z.array(keyRow), keyRow]);

/**
 * What a key may do in an area where it is not read-only. The list names no right of its own for
 * withdrawals, so the wallet's is taken to hold it.
 */
const POWERS: ReadonlyMap<string, readonly KeyPower[]> = new Map([
  ...["spot", "margin", "futures", "delivery", "options", "unified", "loan", "earn"].map(trades),
  ...["copy", "pilot", "alpha", "crossx"].map(trades),
  ["wallet", ["transfer", "withdraw"]],
  ["custody", ["transfer", "withdraw"]],
  ["otc", ["trade", "withdraw"]],
  ["withdraw", ["withdraw"]],
  ["account", ["manage"]],
]);

function trades(area: string): readonly [string, readonly KeyPower[]] {
  return [area, ["trade"]];
}

/**
 * GET /api/v4/account/main_keys, open to a key that may read the account:
 * https://www.gate.com/docs/developers/apiv4/en/#query-all-main-account-key-information, read 2026-11-24.
 */
export const readGatePowers: ReadPowers = async ({ call, apiKey }) =>
  gatePowers(await call("privateAccountGetMainKeys"), apiKey);

/**
 * Rights of the key that asks, among all keys of the account. Keys are shown by their beginning;
 * where it fits several, each of them counts.
 */
export function gatePowers(answer: unknown, apiKey: string): readonly KeyPower[] {
  const parsed = parseAnswer(keysAnswer, answer, "main_keys");
  const rows = [parsed].flat().filter(({ key }) => isShownAs(key, apiKey));
  if (rows.length === 0) throw untold();
  const acts = rows.flatMap(({ perms }) => perms).filter((perm) => !perm.read_only);
  return distinct(acts.flatMap(({ name }) => POWERS.get(name) ?? [UNKNOWN_POWER]));
}

/** `c5dcfbf1f3a7*****` */
function isShownAs(shown: string, apiKey: string): boolean {
  const mask = /^([^*]+)\*+$/.exec(shown);
  return mask?.[1] === undefined ? shown === apiKey : apiKey.startsWith(mask[1]);
}

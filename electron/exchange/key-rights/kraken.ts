import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER } from "./key-session.ts";

const checkAnswer = z.object({
  permissions: z.catchall(z.object({ general: z.string(), transfer: z.string() }), z.string()),
});

const READS = new Set(["NO_ACCESS", "READ_ONLY"]);

/**
 * `general` writes all but withdrawals, transfers between wallets among it; `transfer` is the access
 * to withdrawals: https://support.kraken.com/hc/en-us/articles/360022839451, read 2026-11-24.
 */
const POWERS: ReadonlyMap<string, readonly KeyPower[]> = new Map([
  ["general", ["trade", "transfer"]],
  ["transfer", ["withdraw"]],
]);

/**
 * GET /api/auth/v1/api-keys/v3/check, open to a key with any permission:
 * https://docs.kraken.com/api-reference/api-keys/check-v3-api-key, read 2026-11-24.
 */
export const readKrakenPowers: ReadPowers = async ({ call }) =>
  krakenPowers(await call("authGetApiKeysV3Check"));

/** A level of access for each area; one that is not known to be harmless may act. */
export function krakenPowers(answer: unknown): readonly KeyPower[] {
  const { permissions } = parseAnswer(checkAnswer, answer, "api-keys/v3/check");
  const acts = Object.entries(permissions).filter(([, level]) => !READS.has(level));
  return distinct(acts.flatMap(([area]) => POWERS.get(area) ?? [UNKNOWN_POWER]));
}

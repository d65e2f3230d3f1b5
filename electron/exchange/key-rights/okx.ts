import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER } from "./key-session.ts";

const config = z.object({
  data: z.tuple([z.object({ perm: z.string().check(z.minLength(1)) })], z.unknown()),
});

/** https://www.okx.com/docs-v5/en/#overview-api-key-creation-api-key-permissions, read 2026-11-24. */
const POWERS: ReadonlyMap<string, readonly KeyPower[]> = new Map([
  ["trade", ["trade", "transfer", "manage"]],
  ["withdraw", ["withdraw"]],
]);

/**
 * GET /api/v5/account/config, field `perm`: https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-account-configuration,
 * read 2026-11-24.
 */
export const readOkxPowers: ReadPowers = async ({ call }) =>
  okxPowers(await call("privateGetAccountConfig"));

/** `read_only,trade,withdraw`. */
export function okxPowers(answer: unknown): readonly KeyPower[] {
  const [{ perm }] = parseAnswer(config, answer, "account/config").data;
  const rights = perm.split(",").map((right) => right.trim());
  const beyond = rights.filter((right) => right !== "read_only");
  return distinct(beyond.flatMap((right) => POWERS.get(right) ?? [UNKNOWN_POWER]));
}

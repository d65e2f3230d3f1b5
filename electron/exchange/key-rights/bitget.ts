import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers } from "./key-session.ts";

const infoAnswer = z.object({
  code: z.literal("00000"),
  data: z.object({
    permType: z.string().check(z.minLength(1)),
    permissions: z.nullable(z.array(z.string())),
  }),
});

const POWERS: Readonly<Record<string, KeyPower>> = {
  uta_mgt: "manage",
  withdraw: "withdraw",
  transfer: "transfer",
};

/** GET /api/v3/account/info: https://www.bitget.com/api-doc/uta/account/Get-Account-Info, read 2026-11-23. */
export const readBitgetPowers: ReadPowers = async ({ call }) =>
  bitgetPowers(await call("privateUtaGetV3AccountInfo"));

/** The type is written `read-only` and `read_only`; any other word than that may act. */
export function bitgetPowers(answer: unknown): readonly KeyPower[] {
  const { permType, permissions } = parseAnswer(infoAnswer, answer, "account/info").data;
  if (/^read[-_]only$/.test(permType)) return [];
  const powers = (permissions ?? []).map((right) => POWERS[right] ?? "trade");
  return powers.length === 0 ? ["trade"] : distinct(powers);
}

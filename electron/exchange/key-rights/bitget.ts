import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER } from "./key-session.ts";

const infoAnswer = z.object({
  code: z.literal("00000"),
  data: z.object({
    permType: z.string().check(z.minLength(1)),
    permissions: z.nullable(z.array(z.string())),
  }),
});

const POWERS: ReadonlyMap<string, KeyPower> = new Map([
  ["uta_mgt", "manage"],
  ["uta_trade", "trade"],
  ["copy_futures_position", "trade"],
  ["copy_futures_order", "trade"],
  ["withdraw", "withdraw"],
  ["transfer", "transfer"],
]);

/** Areas that a key of the read-only type looks at; the way of money out is none of them. */
const READABLE = new Set(["uta_mgt", "uta_trade", "copy_futures_position", "copy_futures_order"]);

/** GET /api/v3/account/info: https://www.bitget.com/api-doc/uta/account/Get-Account-Info, read 2026-11-24. */
export const readBitgetPowers: ReadPowers = async ({ call }) =>
  bitgetPowers(await call("privateUtaGetV3AccountInfo"));

/** The type is written `read-only` here and `read_only` elsewhere; any other word may act. */
export function bitgetPowers(answer: unknown): readonly KeyPower[] {
  const { permType, permissions } = parseAnswer(infoAnswer, answer, "account/info").data;
  const isReadOnly = /^read[-_]only$/.test(permType);
  const acts = (permissions ?? []).filter((right) => !(isReadOnly && READABLE.has(right)));
  const powers = distinct(acts.map((right) => POWERS.get(right) ?? UNKNOWN_POWER));
  return isReadOnly || powers.length > 0 ? powers : [UNKNOWN_POWER];
}

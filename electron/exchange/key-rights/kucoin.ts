import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, untold } from "./key-session.ts";

const keyAnswer = z.object({
  code: z.literal("200000"),
  data: z.object({ permission: z.string().check(z.minLength(1)) }),
});

/**
 * `Transfer` takes funds out, past the second factor; `InnerTransfer` is the one between own accounts:
 * https://www.kucoin.com/support/900006465403, read 2026-11-24.
 */
const POWERS: ReadonlyMap<string, KeyPower> = new Map([
  ["Transfer", "withdraw"],
  ["Withdrawal", "withdraw"],
  ["Withdraw", "withdraw"],
  ["InnerTransfer", "transfer"],
]);

/**
 * GET /api/v1/user/api-key, as KuCoin's own client libraries have it:
 * https://github.com/Kucoin/kucoin-universal-sdk, get_apikey_info, read 2026-11-24.
 */
export const readKucoinPowers: ReadPowers = async ({ call }) =>
  kucoinPowers(await call("privateGetUserApiKey"));

/** `General,Futures,Transfer`: General reads, each other name is a market to trade in or a way for money. */
export function kucoinPowers(answer: unknown): readonly KeyPower[] {
  const { permission } = parseAnswer(keyAnswer, answer, "api-key").data;
  const rights = permission.split(",").map((right) => right.trim());
  const beyond = rights.filter((right) => right !== "General" && right !== "");
  if (beyond.length === 0 && !rights.includes("General")) throw untold();
  return distinct(beyond.map((right) => POWERS.get(right) ?? "trade"));
}

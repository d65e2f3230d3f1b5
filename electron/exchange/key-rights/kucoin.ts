import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers } from "./key-session.ts";

const keyAnswer = z.object({
  code: z.literal("200000"),
  data: z.object({ permission: z.string().check(z.minLength(1)) }),
});

const POWERS: Readonly<Record<string, KeyPower>> = {
  Transfer: "transfer",
  InnerTransfer: "transfer",
  Withdrawal: "withdraw",
  Withdraw: "withdraw",
};

/** GET /api/v1/user/api-key: https://www.kucoin.com/docs-new, account, API key info; not checked against a live answer. */
export const readKucoinPowers: ReadPowers = async ({ call }) =>
  kucoinPowers(await call("privateGetUserApiKey"));

/** `General,Futures,Transfer`: General reads, each other name is a market to trade in or a way for money. */
export function kucoinPowers(answer: unknown): readonly KeyPower[] {
  const { permission } = parseAnswer(keyAnswer, answer, "api-key").data;
  const rights = permission.split(",").map((right) => right.trim());
  const beyond = rights.filter((right) => right !== "General" && right !== "");
  return distinct(beyond.map((right) => POWERS[right] ?? "trade"));
}

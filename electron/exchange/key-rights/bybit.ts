import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, untold } from "./key-session.ts";

const keyInfo = z.object({
  result: z.object({
    readOnly: z.union([z.literal(0), z.literal(1), z.literal("0"), z.literal("1")]),
    permissions: z.record(z.string(), z.nullable(z.array(z.string()))),
  }),
});

/** GET /v5/user/query-api: https://bybit-exchange.github.io/docs/v5/user/apikey-info, read 2026-11-24. */
export const readBybitPowers: ReadPowers = async ({ call }) =>
  bybitPowers(await call("privateGetV5UserQueryApi"));

/** A read-only key lists the areas it may look at; any other may act in them, and one without any says nothing. */
export function bybitPowers(answer: unknown): readonly KeyPower[] {
  const { readOnly, permissions } = parseAnswer(keyInfo, answer, "query-api").result;
  if (String(readOnly) === "1") return [];
  const powers = Object.entries(permissions).flatMap(([area, rights]) =>
    (rights ?? []).map((right) => (area === "Wallet" ? walletPower(right) : "trade")),
  );
  if (powers.length === 0) throw untold();
  return distinct(powers);
}

function walletPower(right: string): KeyPower {
  return right.startsWith("Withdraw") ? "withdraw" : "transfer";
}

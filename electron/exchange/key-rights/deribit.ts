import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import {
  distinct,
  type KeySession,
  type ReadPowers,
  UNKNOWN_POWER,
  untold,
} from "./key-session.ts";

// Only the scope is taken out: the answer holds a session's tokens as well.
const authAnswer = z.object({ result: z.object({ scope: z.string() }) });

const POWERS: ReadonlyMap<string, KeyPower> = new Map([
  ["trade", "trade"],
  ["block_trade", "trade"],
  ["block_rfq", "trade"],
  ["wallet", "withdraw"],
  ["custody", "withdraw"],
  ["account", "manage"],
]);

/** How long and from where a token holds, and for which session: no right of the key. */
const OF_THE_TOKEN = /^(connection|mainaccount|(session|expires|ip):.*)$/;
const READS = /^[a-z_]+:(none|read)$/;

/**
 * GET public/auth by signature: it tells the scope of the key that asks and sends no secret. The list
 * of keys would tell it too, but wants a second factor and shows the account's other keys:
 * https://docs.deribit.com/articles/access-scope, read 2026-11-24.
 */
export const readDeribitPowers: ReadPowers = async (session) =>
  deribitPowers(await session.call("publicGetAuth", authRequest(session)));

function authRequest({ apiKey, sign, now }: KeySession) {
  const timestamp = now();
  const nonce = timestamp.toString(36);
  const signature = sign(`${timestamp}\n${nonce}\n`);
  return {
    grant_type: "client_signature",
    client_id: apiKey,
    timestamp,
    signature,
    nonce,
    data: "",
  };
}

/** `account:read trade:read_write wallet:none`: an area and what may be done in it. A word that is not known acts. */
export function deribitPowers(answer: unknown): readonly KeyPower[] {
  const { scope } = parseAnswer(authAnswer, answer, "auth").result;
  const areas = scope.split(" ").filter((word) => word !== "" && !OF_THE_TOKEN.test(word));
  if (areas.length === 0) throw untold();
  const acts = areas.filter((word) => !READS.test(word));
  return distinct(acts.map((word) => POWERS.get(word.split(":")[0] ?? "") ?? UNKNOWN_POWER));
}

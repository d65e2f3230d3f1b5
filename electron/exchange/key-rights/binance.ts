import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER } from "./key-session.ts";

/** What is there whatever the key may do: two times, and flags that change nothing. */
const HARMLESS = new Set([
  "ipRestrict",
  "createTime",
  "tradingAuthorityExpirationTime",
  "enableReading",
  "enableFixReadOnly",
]);

const POWERS: ReadonlyMap<string, KeyPower> = new Map([
  ["enableWithdrawals", "withdraw"],
  ["enableInternalTransfer", "transfer"],
  ["permitsUniversalTransfer", "transfer"],
  ["enableMargin", "trade"],
  ["enableFutures", "trade"],
  ["enableVanillaOptions", "trade"],
  ["enableFixApiTrade", "trade"],
  ["enableSpotAndMarginTrading", "trade"],
  ["enablePortfolioMarginTrading", "trade"],
]);

const restrictions = z.catchall(
  z.object({
    enableReading: z.boolean(),
    enableWithdrawals: z.boolean(),
    enableFutures: z.boolean(),
  }),
  z.unknown(),
);

/**
 * GET /sapi/v1/account/apiRestrictions:
 * https://developers.binance.com/docs/wallet/account/api-key-permission, read 2026-11-24.
 */
export const readBinancePowers: ReadPowers = async ({ call }) =>
  binancePowers(await call("sapiGetAccountApiRestrictions"));

/** Every flag that is not off counts, also one that is newer than this list. */
export function binancePowers(answer: unknown): readonly KeyPower[] {
  const flags = Object.entries(parseAnswer(restrictions, answer, "apiRestrictions"));
  const notOff = flags.filter(([name, value]) => value !== false && !HARMLESS.has(name));
  return distinct(notOff.map(([name]) => POWERS.get(name) ?? UNKNOWN_POWER));
}

import { z } from "zod/mini";
import type { KeyPower } from "#shared/domain/key-rights.ts";
import { parseAnswer } from "../parse-answer.ts";
import { distinct, type ReadPowers, UNKNOWN_POWER } from "./key-session.ts";

/** Flags that change nothing. */
const HARMLESS = new Set(["ipRestrict", "enableReading", "enableFixReadOnly"]);

const POWERS: Readonly<Record<string, KeyPower>> = {
  enableWithdrawals: "withdraw",
  enableInternalTransfer: "transfer",
  permitsUniversalTransfer: "transfer",
  enableMargin: "trade",
  enableFutures: "trade",
  enableVanillaOptions: "trade",
  enableFixApiTrade: "trade",
  enableSpotAndMarginTrading: "trade",
  enablePortfolioMarginTrading: "trade",
};

const restrictions = z.catchall(
  z.object({
    enableReading: z.boolean(),
    enableWithdrawals: z.boolean(),
    enableFutures: z.boolean(),
  }),
  z.unknown(),
);

/** GET /sapi/v1/account/apiRestrictions: developers.binance.com, wallet, API key permission, read 2026-11-23. */
export const readBinancePowers: ReadPowers = async ({ call }) =>
  binancePowers(await call("sapiGetAccountApiRestrictions"));

/** Every flag that is on counts, also one that is newer than this list. */
export function binancePowers(answer: unknown): readonly KeyPower[] {
  const flags = Object.entries(parseAnswer(restrictions, answer, "apiRestrictions"));
  const isOn = flags.filter(([name, value]) => value === true && !HARMLESS.has(name));
  return distinct(isOn.map(([name]) => POWERS[name] ?? UNKNOWN_POWER));
}

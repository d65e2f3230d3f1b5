import { describe, expect, it } from "vitest";
import type { Gap } from "#shared/domain/gap.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { loadComposed, readComposed } from "../testing/composed-account.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { gate } from "./gate.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

/** Account, and where its positions stand: part of an endpoint's name → path to the list. */
const ACCOUNTS = [
  ["binancecoinm", "hedge-two-coins", binanceCoinm, { PositionRisk: "", GetAccount: "positions" }],
  ["binanceportfolio", "hedge-two-markets", binancePortfolio, { PositionRisk: "" }],
  ["bitget", "multi-asset-hedge", bitget, { CurrentPosition: "data.list" }],
  ["bybit", "every-kind", bybit, { PositionList: "result.list" }],
  ["gate", "classic-two-wallets", gate, { SettlePositions: "" }],
  ["gate", "multi-currency", gate, { SettlePositions: "" }],
  ["krakenfutures", "walls-and-retail-levels", krakenFutures, { Openpositions: "openPositions" }],
  ["kucoinfutures", "hedge-three-wallets", kucoinFutures, { GetPositions: "data" }],
  ["okx", "single-two-coins", okx, { AccountPositions: "data" }],
  ["okx", "multi-all-kinds", okx, { AccountPositions: "data" }],
] as const;

const KRAKEN = "accounts.flex.currencies";

function replaced(answer: unknown, path: string, by: unknown): unknown {
  if (path === "") return by;
  const [key = "", ...rest] = path.split(".");
  const inside = replaced(Reflect.get(Object(answer), key), rest.join("."), by);
  return Array.isArray(answer)
    ? answer.with(Number(key), inside)
    : { ...Object(answer), [key]: inside };
}

function noneListed({ gaps }: AccountSnapshot): number {
  const isTold = ({ code, path, message }: Gap) =>
    code === "contradiction" && path === "positions" && message.includes("lists none");
  return gaps.filter(isTold).length;
}

describe("an empty list where the account's own totals tell of positions is a contradiction", () => {
  it.each(ACCOUNTS)("%s %s", async (name, kind, venue, lists) => {
    const account = loadComposed(name, `account.${kind}.json`);
    const before = noneListed(await readComposed(venue, account));
    for (const [part, path] of Object.entries(lists))
      for (const endpoint of Object.keys(account.answers).filter((each) => each.includes(part)))
        account.answers[endpoint] = replaced(account.answers[endpoint], path, []);
    const snapshot = await readComposed(venue, account);
    expect(snapshot.positions).toEqual([]);
    expect(noneListed(snapshot)).toBeGreaterThan(before);
  });
});

/** Account, the answer with its wallet, and where in it the coins stand. */
const WALLETS = [
  ["binanceportfolio", "hedge-two-markets", binancePortfolio, "papiGetBalance", "", []],
  ["bitget", "single-asset", bitget, "privateUtaGetV3AccountAssets", "data.assets", []],
  ["bybit", "every-kind", bybit, "privateGetV5AccountWalletBalance", "result.list.0.coin", []],
  ["gate", "multi-currency", gate, "privateUnifiedGetAccounts", "balances", {}],
  ["krakenfutures", "only-required", krakenFutures, "privateGetAccounts", KRAKEN, {}],
  ["okx", "single-two-coins", okx, "privateGetAccountBalance", "data.0.details", []],
] as const;

describe("an empty wallet beside a total that is something is refused", () => {
  it.each(WALLETS)("%s", async (name, kind, venue, endpoint, path, empty) => {
    const account = loadComposed(name, `account.${kind}.json`);
    await readComposed(venue, account);
    account.answers[endpoint] = replaced(account.answers[endpoint], path, empty);
    await expect(readComposed(venue, account)).rejects.toMatchObject({
      code: "bad_venue_data",
      message: expect.stringContaining("empty list"),
    });
  });
});

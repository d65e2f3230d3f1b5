import { describe, expect, it } from "vitest";
import { binancePowers } from "./binance.ts";
import { bitgetPowers } from "./bitget.ts";
import { bybitPowers } from "./bybit.ts";
import { deribitPowers } from "./deribit.ts";
import { gatePowers } from "./gate.ts";
import { kucoinPowers } from "./kucoin.ts";
import { okxPowers } from "./okx.ts";

/* Answers as the venues document them; the addresses stand in the files under test. */

const binance = (flags: object = {}) => ({
  ...{ ipRestrict: true, createTime: 1_698_645_219_000, enableReading: true },
  ...{ enableWithdrawals: false, enableInternalTransfer: false, enableMargin: false },
  ...{ enableFutures: false, permitsUniversalTransfer: false, enableVanillaOptions: false },
  ...{ enableFixApiTrade: false, enableFixReadOnly: true, enableSpotAndMarginTrading: false },
  ...{ enablePortfolioMarginTrading: false },
  ...flags,
});

const bybit = (readOnly: number, permissions: object) => ({
  result: { readOnly, permissions: { ContractTrade: [], Spot: [], Wallet: [], ...permissions } },
});

const okx = (perm: string) => ({ code: "0", data: [{ acctLv: "2", perm }] });
const deribit = (scope: string) => ({ result: { access_token: "t", expires_in: 900, scope } });
const kucoin = (permission: string) => ({ code: "200000", data: { permission } });
const bitget = (permType: string, permissions: readonly string[]) => ({
  code: "00000",
  data: { permType, permissions },
});
const gate = (...perms: readonly (readonly [string, boolean])[]) => [
  { key: "other", perms: [{ name: "wallet", read_only: false }] },
  { key: "own", perms: perms.map(([name, readOnly]) => ({ name, read_only: readOnly })) },
];

describe("a key that only reads has no powers", () => {
  it.each([
    ["Binance", binancePowers(binance())],
    ["Bybit", bybitPowers(bybit(1, { ContractTrade: ["Order", "Position"] }))],
    ["OKX", okxPowers(okx("read_only"))],
    ["Deribit", deribitPowers(deribit("connection account:read trade:read wallet:none"))],
    ["Gate", gatePowers(gate(["futures", true], ["wallet", true]), "own")],
    ["Bitget", bitgetPowers(bitget("read-only", ["uta_mgt", "uta_trade"]))],
    ["Bitget, written otherwise", bitgetPowers(bitget("read_only", []))],
    ["KuCoin", kucoinPowers(kucoin("General"))],
  ])("%s", (_, powers) => expect(powers).toEqual([]));
});

describe("what a key may do beyond", () => {
  it.each([
    ["Binance", binancePowers(binance({ enableFutures: true })), ["trade"]],
    [
      "Binance",
      binancePowers(binance({ enableWithdrawals: true, permitsUniversalTransfer: true })),
      ["withdraw", "transfer"],
    ],
    ["Binance, a flag not known yet", binancePowers(binance({ enableMoon: true })), ["manage"]],
    ["Bybit", bybitPowers(bybit(0, { ContractTrade: ["Order", "Position"] })), ["trade"]],
    [
      "Bybit",
      bybitPowers(bybit(0, { Wallet: ["AccountTransfer", "Withdraw"] })),
      ["transfer", "withdraw"],
    ],
    ["Bybit, an area not known yet", bybitPowers(bybit(0, { Moon: ["Fly"] })), ["trade"]],
    ["OKX", okxPowers(okx("read_only,withdraw,trade")), ["withdraw", "trade"]],
    ["OKX, a right not known yet", okxPowers(okx("read_only,moon")), ["manage"]],
    [
      "Deribit",
      deribitPowers(deribit("account:read_write trade:read_write wallet:read_write")),
      ["manage", "trade", "withdraw"],
    ],
    [
      "Gate",
      gatePowers(gate(["futures", false], ["withdraw", false]), "own"),
      ["trade", "withdraw"],
    ],
    [
      "Bitget",
      bitgetPowers(bitget("read-and-write", ["uta_trade", "withdraw"])),
      ["trade", "withdraw"],
    ],
    ["Bitget that lists nothing", bitgetPowers(bitget("read-and-write", [])), ["trade"]],
    ["KuCoin", kucoinPowers(kucoin("General,Futures,Transfer")), ["trade", "transfer"]],
  ])("%s", (_, powers, expected) => expect(powers).toEqual(expected));
});

describe("an answer that does not say is no view-only key", () => {
  it.each([
    ["Binance", () => binancePowers({})],
    ["Binance, null", () => binancePowers(null)],
    ["Bybit", () => bybitPowers({ result: {} })],
    ["OKX", () => okxPowers(okx(""))],
    ["OKX, an empty list", () => okxPowers({ code: "0", data: [] })],
    ["Deribit", () => deribitPowers(deribit("connection mainaccount"))],
    ["Gate, other keys only", () => gatePowers(gate(["futures", true]), "neither")],
    ["Bitget", () => bitgetPowers({ code: "00000", data: {} })],
    ["KuCoin", () => kucoinPowers({ code: "200000", data: { permission: "" } })],
  ])("%s", (_, read) => expect(read).toThrow(expect.objectContaining({ code: "bad_venue_data" })));
});

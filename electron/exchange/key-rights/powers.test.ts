import { describe, expect, it } from "vitest";
import { binancePowers } from "./binance.ts";
import { bitgetPowers } from "./bitget.ts";
import { bybitPowers } from "./bybit.ts";
import { deribitPowers } from "./deribit.ts";
import { gatePowers } from "./gate.ts";
import { readKeyRights } from "./key-rights.ts";
import { krakenPowers } from "./kraken.ts";
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
const kraken = (general: string, transfer: string, more: object = {}) => ({
  apiKey: "own",
  permissions: { general, transfer, ...more },
});
const gate = (...perms: readonly (readonly [string, boolean])[]) => [
  { key: "6d1f03ab9c25*****", perms: [{ name: "wallet", read_only: false }] },
  {
    key: "c5dcfbf1f3a7*****",
    perms: perms.map(([name, readOnly]) => ({ name, read_only: readOnly })),
  },
];
const GATE_KEY = "c5dcfbf1f3a7d4e2b6908f11";

describe("a key that only reads has no powers", () => {
  it.each([
    ["Binance", binancePowers(binance())],
    ["Bybit", bybitPowers(bybit(1, { ContractTrade: ["Order", "Position"] }))],
    ["OKX", okxPowers(okx("read_only"))],
    ["Deribit", deribitPowers(deribit("connection account:read trade:read wallet:none"))],
    ["Gate", gatePowers(gate(["futures", true], ["wallet", true]), GATE_KEY)],
    ["Gate, shown whole", gatePowers([{ key: GATE_KEY, perms: [] }], GATE_KEY)],
    ["Kraken", krakenPowers(kraken("READ_ONLY", "NO_ACCESS"))],
    ["Kraken that looks at withdrawals", krakenPowers(kraken("READ_ONLY", "READ_ONLY"))],
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
    ["Binance, a flag in words", binancePowers(binance({ enableMargin: "true" })), ["trade"]],
    ["Bybit", bybitPowers(bybit(0, { ContractTrade: ["Order", "Position"] })), ["trade"]],
    [
      "Bybit",
      bybitPowers(bybit(0, { Wallet: ["AccountTransfer", "Withdraw"] })),
      ["transfer", "withdraw"],
    ],
    ["Bybit, an area not known yet", bybitPowers(bybit(0, { Moon: ["Fly"] })), ["trade"]],
    [
      "OKX",
      okxPowers(okx("read_only,withdraw,trade")),
      ["withdraw", "trade", "transfer", "manage"],
    ],
    ["OKX, a right not known yet", okxPowers(okx("read_only,moon")), ["manage"]],
    [
      "Deribit",
      deribitPowers(deribit("account:read_write trade:read_write wallet:read_write")),
      ["manage", "trade", "withdraw"],
    ],
    [
      "Gate",
      gatePowers(gate(["futures", false], ["wallet", false]), GATE_KEY),
      ["trade", "transfer", "withdraw"],
    ],
    ["Gate, an area not known yet", gatePowers(gate(["moon", false]), GATE_KEY), ["manage"]],
    [
      "Gate, two keys with one beginning",
      gatePowers(
        [
          { key: "c5*****", perms: [{ name: "futures", read_only: true }] },
          { key: "c5*****", perms: [{ name: "futures", read_only: false }] },
        ],
        GATE_KEY,
      ),
      ["trade"],
    ],
    ["Kraken", krakenPowers(kraken("FULL_ACCESS", "NO_ACCESS")), ["trade", "transfer"]],
    ["Kraken", krakenPowers(kraken("NO_ACCESS", "FULL_ACCESS")), ["withdraw"]],
    [
      "Kraken, an area not known yet",
      krakenPowers(kraken("READ_ONLY", "NO_ACCESS", { moon: "FULL_ACCESS" })),
      ["manage"],
    ],
    [
      "Deribit, a word not known yet",
      deribitPowers(deribit("trade:read wallet:all")),
      ["withdraw"],
    ],
    [
      "Bitget",
      bitgetPowers(bitget("read-and-write", ["uta_trade", "withdraw"])),
      ["trade", "withdraw"],
    ],
    ["Bitget that lists nothing", bitgetPowers(bitget("read-and-write", [])), ["manage"]],
    [
      "Bitget, read-only and yet",
      bitgetPowers(bitget("read-only", ["uta_mgt", "withdraw"])),
      ["withdraw"],
    ],
    ["KuCoin", kucoinPowers(kucoin("General,Futures,Transfer")), ["trade", "withdraw"]],
    ["KuCoin", kucoinPowers(kucoin("General,InnerTransfer")), ["transfer"]],
  ])("%s", (_, powers, expected) => expect(powers).toEqual(expected));
});

describe("an answer that does not say is no view-only key", () => {
  it.each([
    ["Binance", () => binancePowers({})],
    ["Binance, null", () => binancePowers(null)],
    ["Bybit", () => bybitPowers({ result: {} })],
    ["Bybit that writes and lists nothing", () => bybitPowers(bybit(0, {}))],
    ["OKX", () => okxPowers(okx(""))],
    ["OKX, an empty list", () => okxPowers({ code: "0", data: [] })],
    ["Deribit", () => deribitPowers(deribit("connection mainaccount"))],
    ["Gate, other keys only", () => gatePowers(gate(["futures", true]), "neither")],
    ["Gate that does not name the key", () => gatePowers([{ key: { mode: 1 }, perms: [] }], "own")],
    ["Kraken, one area only", () => krakenPowers({ permissions: { general: "READ_ONLY" } })],
    ["Kraken, null", () => krakenPowers({ permissions: null })],
    ["Bitget", () => bitgetPowers({ code: "00000", data: {} })],
    ["KuCoin", () => kucoinPowers({ code: "200000", data: { permission: "" } })],
    ["KuCoin, commas", () => kucoinPowers(kucoin(" , "))],
  ])("%s", (_, read) => expect(read).toThrow(expect.objectContaining({ code: "bad_venue_data" })));
});

it("rights stay unknown, with the reason, where a venue does not tell them", async () => {
  const session = { call: () => Promise.reject(new Error("asked")), apiKey: "", sign: String };
  expect(await readKeyRights("somewhere", { ...session, now: () => 0 })).toEqual({
    isKnown: false,
    reason: "somewhere does not tell Keel what a key may do.",
  });
});

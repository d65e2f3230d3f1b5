import { describe, expect, it } from "vitest";
import { parsePortfolio } from "./parse-portfolio.ts";

/** A small whole document; tests change one thing of it. */
function sample(): Record<string, any> {
  return {
    format: "keel.portfolio",
    version: 1,
    asOf: "2026-11-22T00:00:00Z",
    valuationCurrency: "USD",
    prices: { BTC: "31967.27", USDT: "1" },
    accounts: [
      {
        id: "main",
        venue: "binance",
        marginModel: "binance-usdm",
        balances: [{ asset: "USDT", walletBalance: "1535443.01" }],
        positions: [
          {
            instrument: "BTC/USDT:USDT",
            kind: "linear",
            base: "BTC",
            quote: "USDT",
            settle: "USDT",
            side: "long",
            quantity: "109.488",
            contractSize: "1",
            entryPrice: "32481.98",
            markPrice: "31967.27",
            marginMode: "cross",
          },
        ],
      },
    ],
  };
}

function read(document: unknown) {
  return parsePortfolio(typeof document === "string" ? document : JSON.stringify(document));
}

function changed(change: (document: Record<string, any>) => void): ReturnType<typeof read> {
  const document = sample();
  change(document);
  return read(document);
}

describe("parsePortfolio", () => {
  it("reads amounts exactly and keeps what is absent as not known", () => {
    const parsed = read(sample());
    if (!parsed.ok) throw new Error(parsed.reason);
    const [account] = parsed.portfolio.accounts;
    expect(account!.balances[0]!.walletBalance!.toFixed()).toBe("1535443.01");
    expect(account!.positions[0]!.leverage).toBeNull();
    expect(account!.positions[0]!.marginTiers).toBeNull();
    expect(account!.label).toBe("main");
  });

  it.each([
    ["not JSON", "{", "document", "is not JSON"],
    ["another kind of JSON", "[]", "document", "must be object"],
    ["null", "null", "document", "must be object"],
    ["endless nesting", "[".repeat(200_000), "document", "is not JSON"],
  ])("refuses %s", (_what, text, path, reason) => {
    expect(read(text)).toEqual({ ok: false, path, reason });
  });

  it.each<[string, (document: Record<string, any>) => void, string, string]>([
    ["a newer version", (d) => (d["version"] = 2), "version", "must be 1"],
    ["another format", (d) => (d["format"] = "x"), "format", "must be keel.portfolio"],
    [
      "an unknown field",
      (d) => (d["accounts"][0].positions[0].size = "1"),
      "accounts[0].positions[0].size",
      "is not a known field",
    ],
    [
      "a number for an amount",
      (d) => (d["accounts"][0].balances[0].walletBalance = 5),
      "accounts[0].balances[0].walletBalance",
      "must be string",
    ],
    [
      "an exponent",
      (d) => (d["prices"].BTC = "1e3"),
      "prices.BTC",
      'is not a decimal string such as "-12.5"',
    ],
    [
      "NaN",
      (d) => (d["prices"].BTC = "NaN"),
      "prices.BTC",
      'is not a decimal string such as "-12.5"',
    ],
    [
      "Infinity",
      (d) => (d["prices"].BTC = "Infinity"),
      "prices.BTC",
      'is not a decimal string such as "-12.5"',
    ],
    [
      "an absurd magnitude",
      (d) => (d["prices"].BTC = "9".repeat(61)),
      "prices.BTC",
      'is not a decimal string such as "-12.5"',
    ],
    ["a zero price", (d) => (d["prices"].BTC = "0"), "prices.BTC", "must be above zero"],
    [
      "a negative size",
      (d) => (d["accounts"][0].positions[0].quantity = "-1"),
      "accounts[0].positions[0].quantity",
      "must be above zero",
    ],
    [
      "a zero contract size",
      (d) => (d["accounts"][0].positions[0].contractSize = "0"),
      "accounts[0].positions[0].contractSize",
      "must be above zero",
    ],
    [
      "an unknown model",
      (d) => (d["accounts"][0].marginModel = "x"),
      "accounts[0].marginModel",
      "must be binance-usdm or",
    ],
    [
      "a repeated account",
      (d) => d["accounts"].push(d["accounts"][0]),
      "accounts[1].id",
      "repeats the account id main",
    ],
    [
      "a repeated asset",
      (d) => d["accounts"][0].balances.push(d["accounts"][0].balances[0]),
      "accounts[0].balances[1].asset",
      "repeats USDT",
    ],
    [
      "an option without terms",
      (d) => (d["accounts"][0].positions[0].kind = "option"),
      "accounts[0].positions[0].option",
      "is missing",
    ],
    ["a time that is none", (d) => (d["asOf"] = "2026-13-45T00:00:00Z"), "asOf", "is not a time"],
    [
      "a local time",
      (d) => (d["asOf"] = "2026-11-22T00:00:00"),
      "asOf",
      "is not an ISO 8601 time in UTC",
    ],
    [
      "a rate above one",
      (d) =>
        (d["accounts"][0].positions[0].marginTiers = [
          { floor: "0", cap: null, maintenanceRate: "1.5" },
        ]),
      "accounts[0].positions[0].marginTiers[0].maintenanceRate",
      "must be between 0 and 1",
    ],
  ])("refuses %s", (_what, change, path, reason) => {
    const parsed = changed(change);
    expect(parsed).toMatchObject({ ok: false, path });
    expect(parsed.ok ? "" : parsed.reason).toContain(reason);
  });

  it("does not let a prototype key through", () => {
    const text = JSON.stringify(sample()).replace(
      '"id":"main"',
      '"id":"main","__proto__":{"label":"x"}',
    );
    expect(read(text)).toMatchObject({ ok: false });
  });

  it("names a hostile field on one line", () => {
    const parsed = changed((document) => (document[`x\n\u001b[31m${"y".repeat(500)}`] = 1));
    expect(parsed.ok ? "" : parsed.path).toMatch(/^[^\n\u001b]{1,80}$/);
  });
});

import { describe, expect, it } from "vitest";
import { parsePortfolio } from "./parse-portfolio.ts";
import { atOnce } from "./steps.ts";

/** A small whole document; tests change one thing of it. */
function sample(): object {
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
  return atOnce(parsePortfolio(typeof document === "string" ? document : JSON.stringify(document)));
}

/** The sample with one value put at a path such as `accounts.0.id`. */
function changed(path: string, value: unknown): ReturnType<typeof read> {
  const document = sample();
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<object>((at, key) => Object(Reflect.get(at, key)), document);
  Reflect.set(parent, last, value);
  return read(document);
}

const BALANCE = "accounts.0.balances.0";
const AT_BALANCE = "accounts[0].balances[0]";
const POSITION = "accounts.0.positions.0";
const AT_POSITION = "accounts[0].positions[0]";

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

  it("names more than one thing that is wrong, and not endlessly many", () => {
    const two = read(
      JSON.stringify(sample()).replace('"109.488"', '"x"').replace('"long"', '"up"'),
    );
    expect(two).toMatchObject({ ok: false, path: "accounts[0].positions[0].side" });
    expect(two.ok ? [] : two.more).toMatchObject([{ path: "accounts[0].positions[0].quantity" }]);
    const many = read({ ...sample(), accounts: Array.from({ length: 500 }, () => ({})) });
    expect(many.ok ? [] : many.more).toHaveLength(49);
  });

  it.each([
    ["not JSON", "{", "document", "is not JSON"],
    ["another kind of JSON", "[]", "document", "must be an object"],
    ["null", "null", "document", "must be an object"],
    ["endless nesting", "[".repeat(200_000), "document", "is not JSON"],
  ])("refuses %s", (_what, text, path, reason) => {
    expect(read(text)).toEqual({ ok: false, path, reason });
  });

  it.each([
    ["a newer version", "version", 2, "version", "must be 1"],
    ["another format", "format", "x", "format", "must be keel.portfolio"],
    ["an unknown field", `${POSITION}.size`, "1", `${AT_POSITION}.size`, "is not a known field"],
    [
      "a number for an amount",
      `${BALANCE}.walletBalance`,
      5,
      `${AT_BALANCE}.walletBalance`,
      "must be text in quotes",
    ],
    ["nothing for a name", "accounts.0.venue", undefined, "accounts[0].venue", "is missing"],
    [
      "a word for yes",
      "accounts.0.hedgeMode",
      "yes",
      "accounts[0].hedgeMode",
      "must be true or false",
    ],
    ["a price without a name", "prices", { "": "1" }, "prices.", "must have a name of 1 to 200"],
    ["an exponent", "prices.BTC", "1e3", "prices.BTC", 'is not a decimal string such as "-12.5"'],
    ["NaN", "prices.BTC", "NaN", "prices.BTC", 'is not a decimal string such as "-12.5"'],
    ["Infinity", "prices.BTC", "Infinity", "prices.BTC", 'is not a decimal string such as "-12.5"'],
    ["an absurd magnitude", "prices.BTC", "9".repeat(61), "prices.BTC", "is not a decimal string"],
    ["a zero price", "prices.BTC", "0", "prices.BTC", "must be above zero"],
    [
      "a negative size",
      `${POSITION}.quantity`,
      "-1",
      `${AT_POSITION}.quantity`,
      "must be above zero",
    ],
    [
      "a zero contract size",
      `${POSITION}.contractSize`,
      "0",
      `${AT_POSITION}.contractSize`,
      "must be above zero",
    ],
    [
      "an unknown model",
      "accounts.0.marginModel",
      "x",
      "accounts[0].marginModel",
      "must be binance-usdm or",
    ],
    [
      "an option without terms",
      `${POSITION}.kind`,
      "option",
      `${AT_POSITION}.option`,
      "is missing",
    ],
    [
      "a funding rate in percent",
      `${POSITION}.fundingRate`,
      "1",
      `${AT_POSITION}.fundingRate`,
      "must be a share between -1 and 1",
    ],
    [
      "an interval without a rate",
      `${POSITION}.fundingIntervalHours`,
      "8",
      `${AT_POSITION}.fundingRate`,
      "is missing",
    ],
    ["a time that is none", "asOf", "2026-13-45T00:00:00Z", "asOf", "is not a time"],
    ["a local time", "asOf", "2026-11-22T00:00:00", "asOf", "is not an ISO 8601 time in UTC"],
    [
      "a rate above one",
      `${POSITION}.marginTiers`,
      [{ floor: "0", cap: null, maintenanceRate: "1.5" }],
      `${AT_POSITION}.marginTiers[0].maintenanceRate`,
      "must be between 0 and 1",
    ],
  ])("refuses %s", (_what, change, value, path, reason) => {
    const parsed = changed(change, value);
    expect(parsed).toMatchObject({ ok: false, path });
    expect(parsed.ok ? "" : parsed.reason).toContain(reason);
  });

  it("refuses the funding of a contract that expires", () => {
    const text = JSON.stringify(sample());
    const funded = text.replace('"marginMode"', '"fundingRate":"-0.0001","marginMode"');
    expect(read(funded).ok).toBe(true);
    expect(read(funded.replace("USDT:USDT", "USDT:USDT-261225"))).toEqual({
      ok: false,
      path: `${AT_POSITION}.fundingRate`,
      reason: "belongs to perpetuals only",
    });
  });

  it("refuses an account or an asset that is there twice", () => {
    const text = JSON.stringify(sample());
    const [account = ""] = /\{"id".*\}(?=\]\}$)/.exec(text) ?? [];
    expect(read(text.replace(account, `${account},${account}`))).toEqual({
      ok: false,
      path: "accounts[1].id",
      reason: "repeats the account id main",
    });
    const [asset = ""] = /\{"asset".*?\}/.exec(text) ?? [];
    expect(read(text.replace(asset, `${asset},${asset}`))).toEqual({
      ok: false,
      path: "accounts[0].balances[1].asset",
      reason: "repeats USDT",
    });
  });

  it("does not let a prototype key through", () => {
    const text = JSON.stringify(sample()).replace(
      '"id":"main"',
      '"id":"main","__proto__":{"label":"x"}',
    );
    expect(read(text)).toMatchObject({ ok: false });
  });

  it("names a hostile field on one line", () => {
    const parsed = changed(`x\n\u001B[31m${"y".repeat(500)}`, 1);
    expect(parsed.ok ? "" : parsed.path).toMatch(/^[\u0020-\u007E…]{1,80}$/);
  });
});

describe("what is wrong", () => {
  it("is told of the document, an account and its rows together", () => {
    const [account] = Reflect.get(sample(), "accounts");
    const [position] = account.positions;
    const parsed = read({
      ...{ ...sample(), asOf: "yesterday" },
      accounts: [
        { ...account, balances: {}, positions: [position, { ...position, quantity: "0" }] },
        { ...account, venue: 1, balances: [{ asset: "" }] },
      ],
    });
    if (parsed.ok) throw new Error("was taken");
    expect([parsed.path, ...(parsed.more ?? []).map(({ path }) => path)]).toEqual([
      "asOf",
      "accounts[0].balances",
      "accounts[0].positions[1].quantity",
      "accounts[1].venue",
      "accounts[1].balances[0].asset",
    ]);
  });

  it("is not looked for in a list that is too long", () => {
    expect(read({ ...sample(), accounts: Array(1_001).fill(0) })).toEqual({
      ok: false,
      path: "accounts",
      reason: "must have at most 1000",
    });
  });
});

describe("the document's prices", () => {
  const names = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, "1"]));
  const accounts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ id: `${index}`, venue: "binance", marginModel: "binance-usdm" },
      ...{ balances: [], positions: [] },
    }));
  const book = (prices: number, count: number) =>
    read({ ...sample(), prices: names(prices), accounts: accounts(count) });

  it("are held once, however many accounts there are", () => {
    const parsed = book(200, 1_000);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(new Set(parsed.portfolio.accounts.map(({ prices }) => prices)).size).toBe(1);
  });

  it("are refused where they would multiply: a small file must not fill the memory", () => {
    const reason = expect.stringContaining("201 for each of 1000 accounts");
    expect(book(201, 1_000)).toMatchObject({ ok: false, path: "prices", reason });
  });

  it("give way to the account's own", () => {
    const parsed = changed("accounts.0.prices", { USDT: "0.9", DOGE: "0.1" });
    if (!parsed.ok) throw new Error(parsed.reason);
    const texts = [...parsed.portfolio.accounts[0]!.prices].map(([name, price]) => [
      name,
      price.toFixed(),
    ]);
    expect(texts).toEqual([
      ["BTC", "31967.27"],
      ["USDT", "0.9"],
      ["DOGE", "0.1"],
    ]);
  });
});

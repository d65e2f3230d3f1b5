import { describe, expect, it } from "vitest";
import { assessAccount } from "../../engine/assess-account.ts";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { okx } from "./okx.ts";

function load(file: string): Composed {
  return loadComposed("okx", file);
}

/** A reader of a composed account, and the endpoints it asked. */
function start({ marginModel, answers }: Composed) {
  const asked: string[] = [];
  const session = createRecordedSession({
    venue: "okx",
    marginModel,
    answerOf: (endpoint, params) => {
      asked.push(endpoint);
      return answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
    },
  });
  return { read: okx.createReader(session), asked };
}

const ALL_KINDS = "account.multi-all-kinds.json";
const SWAPS = 'publicGetPublicInstruments {"instType":"SWAP"}';
const TWO_COINS = "account.single-two-coins.json";

describe("composed accounts become the expected snapshot", () => {
  it.each(composedFiles("okx"))("%s", async (file) => {
    const recording = load(file);
    expect(plainSnapshot(await readComposed(okx, recording))).toEqual(recording.expected);
  });

  it("the worst coin's ratio is the account's in futures mode", async () => {
    const { maintenanceMarginRatio, nativeRatio } = (await readComposed(okx, load(TWO_COINS)))
      .reported;
    expect(nativeRatio?.value.toFixed()).toBe("111.1");
    expect(maintenanceMarginRatio?.times("111.1").toNumber()).toBeCloseTo(1, 12);
  });

  it("an account of every kind can be assessed, and what is not modelled is said", async () => {
    const { gaps, positions } = assessAccount(await readComposed(okx, load(ALL_KINDS)));
    expect(positions).toHaveLength(6);
    expect(gaps.map(({ message }) => message)).toContain(
      "The spot margin position ETH-USDT (cross) is not modelled yet; its requirement is not counted.",
    );
  });
});

describe("what is asked", () => {
  it("asks rule tables and contracts once an hour", async () => {
    const { read, asked } = start(load(TWO_COINS));
    await read();
    const first = asked.length;
    await read();
    expect(asked.slice(first)).toEqual([
      "privateGetAccountBalance",
      "privateGetAccountPositions",
      "privateGetAccountConfig",
      "privateGetTradeOrdersPending",
      "publicGetPublicFundingRate",
    ]);
  });

  it("asks balance and positions again when the marks moved between them, and says so", async () => {
    const recording = load(TWO_COINS);
    recording.answers["privateGetAccountPositions"].data[0].upl = "-11";
    const { read, asked } = start(recording);
    const { gaps } = await read();
    expect(asked.filter((each) => each === "privateGetAccountBalance")).toHaveLength(2);
    expect(gaps.map(({ code }) => code)).toEqual(["contradiction"]);
  });

  it.each([
    ["0", 1],
    ["250", 0],
  ])("a margin above its rows' beside %s held by bots leaves %i doubts", async (stgyEq, count) => {
    const recording = load(TWO_COINS);
    const [told] = recording.answers["privateGetAccountBalance"].data;
    recording.answers["privateGetTradeOrdersPending"].data = [];
    Object.assign(told.details[0], { mmr: "60", stgyEq });
    const { gaps } = await readComposed(okx, recording);
    expect(gaps.filter(({ code }) => code === "contradiction")).toHaveLength(count);
  });

  it("asks for a contract that its list does not hold yet", async () => {
    const recording = load(TWO_COINS);
    const list = recording.answers[SWAPS];
    const [btc, ...others] = list.data;
    list.data = others;
    recording.answers['publicGetPublicInstruments {"instType":"SWAP","instId":"BTC-USDT-SWAP"}'] = {
      code: "0",
      data: [btc],
    };
    expect((await readComposed(okx, recording)).positions).toHaveLength(2);
  });

  it("follows the pages of open orders", async () => {
    const recording = load(TWO_COINS);
    const endpoint = "privateGetTradeOrdersPending";
    const [order] = recording.answers[endpoint].data;
    const page = Array.from({ length: 100 }, (_, index) => ({ ...order, ordId: `${index}` }));
    recording.answers[`${endpoint} {"limit":100,"after":"99"}`] = recording.answers[endpoint];
    recording.answers[endpoint] = { code: "0", data: page };
    expect((await readComposed(okx, recording)).openOrders).toHaveLength(101);
  });

  it("knows no orders rather than some when a page fails", async () => {
    const recording = load(TWO_COINS);
    const endpoint = "privateGetTradeOrdersPending";
    const [order] = recording.answers[endpoint].data;
    const page = Array.from({ length: 100 }, (_, index) => ({ ...order, ordId: `${index}` }));
    recording.answers[endpoint] = { code: "0", data: page };
    recording.answers[`${endpoint} {"limit":100,"after":"99"}`] = "<html>";
    const { openOrders, gaps } = await readComposed(okx, recording);
    expect([openOrders, gaps.map(({ path: at }) => at)]).toEqual([[], ["openOrders"]]);
  });
});

describe("the account's mode", () => {
  it.each([
    ["1", "spot mode"],
    ["3", "multi-currency margin mode"],
    ["4", "portfolio margin mode, which Keel recognizes and does not model yet"],
    ["5", "a mode that Keel does not know"],
  ])("level %s is refused by name", async (acctLv, words) => {
    const recording = load(TWO_COINS);
    recording.answers["privateGetAccountConfig"].data[0].acctLv = acctLv;
    await expect(readComposed(okx, recording)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining(words),
    });
  });

  it("that was told before stands when it can't be asked: portfolio margin is not computed", async () => {
    const { venue, marginModel, markets, answers } = load(TWO_COINS);
    const answerOf = (endpoint: string, params: object): unknown =>
      answers[`${endpoint} ${JSON.stringify(params)}`] ?? answers[endpoint];
    const read = okx.createReader(createRecordedSession({ venue, marginModel, markets, answerOf }));
    const [config] = answers["privateGetAccountConfig"].data;
    await read();
    const stale = expect.objectContaining({ code: "stale", path: "marginModel" });
    const told = answers["privateGetAccountConfig"];
    delete answers["privateGetAccountConfig"];
    expect((await read()).gaps).toContainEqual(stale);
    answers["privateGetAccountConfig"] = { ...told, data: [{ ...config, acctLv: "4" }] };
    await expect(read()).rejects.toMatchObject({ code: "unsupported" });
    delete answers["privateGetAccountConfig"];
    await expect(read()).rejects.toMatchObject({ code: "unsupported" });
  });

  it("is doubted when it can't be read and the balance looks like another", async () => {
    const recording = load(TWO_COINS);
    delete recording.answers["privateGetAccountConfig"];
    recording.answers["privateGetAccountBalance"].data[0].adjEq = "1";
    const codes = (await readComposed(okx, recording)).gaps.map(({ code }) => code);
    expect(codes).toEqual(["mode_unread", "contradiction"]);
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { markPx: "NaN" }, "data.0.markPx"],
    ["a negative price", { avgPx: "-1" }, "data.0.avgPx"],
    ["no size", { pos: "" }, "data.0.pos"],
    ["an unknown side", { posSide: "BOTH" }, "data.0.posSide"],
    ["an unknown scope", { mgnMode: "cash" }, "data.0.mgnMode"],
    ["a side its sign contradicts", { posSide: "long", pos: "-1" }, "the sign of BTC-USDT-SWAP"],
    ["the name of a prototype", { instId: "__proto__" }, "__proto__"],
  ])("%s", async (_, change, field) => {
    const recording = load(TWO_COINS);
    Object.assign(recording.answers["privateGetAccountPositions"].data[0], change);
    recording.answers['publicGetPublicInstruments {"instType":"SWAP","instId":"__proto__"}'] = {
      code: "0",
      data: [],
    };
    await expect(readComposed(okx, recording)).rejects.toMatchObject({
      code: "bad_venue_data",
      message: expect.stringContaining(field),
    });
  });

  it.each([
    ["a leg twice", "privateGetAccountPositions"],
    ["no account", "privateGetAccountBalance"],
  ])("%s", async (_, endpoint) => {
    const recording = load(TWO_COINS);
    const { data } = recording.answers[endpoint];
    recording.answers[endpoint].data = data.length > 1 ? [data[0], data[0]] : [];
    await expect(readComposed(okx, recording)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("a coin twice", async () => {
    const recording = load(TWO_COINS);
    const [account] = recording.answers["privateGetAccountBalance"].data;
    account.details.push(account.details[0]);
    await expect(readComposed(okx, recording)).rejects.toThrow("USDT twice");
  });
});

it.each([
  "privateGetTradeOrdersPending",
  'publicGetPublicPositionTiers {"instType":"SWAP","tdMode":"cross","instFamily":"BTC-USDT"}',
  'privateGetAccountTradeFee {"instType":"SWAP"}',
  "privateGetAccountConfig",
])("keeps the rest when %s is garbage", async (endpoint) => {
  for (const garbage of ["<html>", {}, { code: "0" }, { code: "1", data: [] }]) {
    const recording = load(TWO_COINS);
    recording.answers[endpoint] = garbage;
    const { positions, gaps } = await readComposed(okx, recording);
    expect(positions).toHaveLength(2);
    expect(gaps).toHaveLength(1);
  }
});

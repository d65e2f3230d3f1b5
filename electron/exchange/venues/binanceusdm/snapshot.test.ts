import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { accountId } from "#shared/domain/ids.ts";
import { type Connection, VenueError } from "../../exchange-client.ts";
import { normalizeInstruments } from "../../normalize-instruments.ts";
import type { OptionalAnswer } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { plainSnapshot } from "../../testing/plain-snapshot.ts";
import { withQuotedNumbers } from "../../testing/quoted-numbers.ts";
import { accountAnswer, positionRiskAnswer } from "./answers.ts";
import { toSnapshot } from "./snapshot.ts";

const FOLDER = path.join(import.meta.dirname, "../../__recorded__/binanceusdm");
const CONNECTION: Connection = {
  accountId: accountId("account"),
  label: "Main",
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  proxyUrl: null,
};
const READ_AT = 1795392000500;

const recorded = z.object({
  marginModel: z._default(z.enum(["binance-usdm", "binance-usdm-multi"]), "binance-usdm"),
  markets: z.array(z.unknown()),
  answers: z.object({
    account: z.record(z.string(), z.any()),
    positionRisk: z.array(z.record(z.string(), z.unknown())),
    leverageBracket: z.unknown(),
    symbolConfig: z.unknown(),
    assetIndex: z.unknown(),
    premiumIndex: z.unknown(),
    fundingInfo: z.unknown(),
    openOrders: z.unknown(),
    accountModes: z.array(z.unknown()),
  }),
  expected: z.unknown(),
});
type Recorded = z.infer<typeof recorded>;

function load(file: string): Recorded {
  return z.parse(recorded, JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")));
}

/** `null` in a recording: the endpoint failed. */
function source(answer: unknown): OptionalAnswer {
  const failure = new VenueError("venue_unavailable", "The venue did not answer in time.");
  return answer === null ? { answer, failure } : { answer, failure: null };
}

function read(recording: Recorded, accountModes = recording.answers.accountModes.map(source)) {
  const { marginModel, markets, answers } = recording;
  return toSnapshot(
    {
      account: parseAnswer(accountAnswer, answers.account, "account"),
      positionRisk: parseAnswer(positionRiskAnswer, answers.positionRisk, "positionRisk"),
      leverageBracket: source(answers.leverageBracket),
      symbolConfig: source(answers.symbolConfig),
      assetIndex: source(answers.assetIndex),
      funding: {
        premiumIndex: source(answers.premiumIndex),
        fundingInfo: source(answers.fundingInfo),
      },
      openOrders: source(answers.openOrders),
      accountModes,
    },
    {
      connection: { ...CONNECTION, marginModel },
      instruments: normalizeInstruments(markets),
      readAt: READ_AT,
    },
  );
}

describe("a recorded account becomes the expected snapshot", () => {
  it.each(readdirSync(FOLDER))("%s", (file) => {
    const recording = load(file);
    expect(plainSnapshot(read(recording))).toEqual(recording.expected);
    expect(plainSnapshot(read(withQuotedNumbers(recording)))).toEqual(recording.expected);
  });
});

describe("what would make the book wrong is refused by name", () => {
  const good = () => load("account.only-required.json");
  const withRow = (change: Record<string, unknown>) => {
    const recording = good();
    Object.assign(recording.answers.positionRisk[0] ?? {}, change);
    return recording;
  };

  it.each([
    ["not a number", { markPrice: "NaN" }, "0.markPrice"],
    ["a negative price", { entryPrice: "-1" }, "0.entryPrice"],
    ["hex", { positionAmt: "0x10" }, "0.positionAmt"],
    ["an absurd size", { positionAmt: "1e99" }, "0.positionAmt"],
    ["text that fills the memory", { unRealizedProfit: "9".repeat(61) }, "0.unRealizedProfit"],
    ["an unknown side", { positionSide: "NET" }, "0.positionSide"],
    ["no size", { positionAmt: null }, "0.positionAmt"],
    ["a side its sign contradicts", { positionSide: "SHORT" }, "the sign of BTCUSDT SHORT"],
    ["a contract nobody lists", { symbol: "NEWUSDT" }, "NEWUSDT"],
    ["the name of a prototype", { symbol: "__proto__" }, "__proto__"],
  ])("%s", (_, change, field) => {
    expect(() => read(withRow(change))).toThrow(field);
    expect(() => read(withRow(change))).toThrow(
      expect.objectContaining({ code: "bad_venue_data" }),
    );
  });

  it("a leg twice", () => {
    const recording = good();
    const [row] = recording.answers.positionRisk;
    if (row) recording.answers.positionRisk.push(row);
    expect(() => read(recording)).toThrow("BTCUSDT BOTH twice");
  });

  it("no assets beside a total", () => {
    const recording = good();
    recording.answers.account["assets"] = [];
    expect(() => read(recording)).toThrow("its empty list");
  });

  it("an asset twice", () => {
    const recording = good();
    recording.answers.account["assets"].push(recording.answers.account["assets"][0]);
    expect(() => read(recording)).toThrow("USDT twice");
  });
});

describe("margin mode", () => {
  it.each([
    ["told by one endpoint", [{ dualSidePosition: false, multiAssetsMargin: true }]],
    ["told by its own endpoint", [null, { dualSidePosition: false }, { multiAssetsMargin: true }]],
  ])("multi-assets mode is refused: %s", (_, accountModes) => {
    const recording = load("account.only-required.json");
    recording.answers.accountModes = accountModes;
    expect(() => read(recording)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });

  it("single-asset mode is refused where multi-assets mode is expected", () => {
    const recording = load("account.multi-assets.json");
    recording.answers.accountModes = [{ dualSidePosition: false, multiAssetsMargin: false }];
    expect(() => read(recording)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });

  it("multi-assets mode is assumed, with a gap, where it is expected and not told", () => {
    const recording = load("account.multi-assets.json");
    recording.answers.accountModes = [];
    delete recording.answers.account["multiAssetsMargin"];
    const gaps = read(recording).gaps.map(({ code, path: at }) => `${code} ${at}`);
    expect(gaps).toEqual(["mode_unread marginModel"]);
  });

  it("that was told before stands when it can't be asked", () => {
    const recording = load("account.multi-assets.json");
    const failure = new VenueError("venue_unavailable", "The venue did not answer in time.");
    const kept = { answer: recording.answers.accountModes[0], failure };
    const codes = read(recording, [source(null), kept]).gaps.map(
      ({ code, path: at }) => `${code} ${at}`,
    );
    expect(codes).toContain("stale marginModel");
    expect(codes).not.toContain("mode_unread marginModel");
    const single: Recorded = { ...recording, marginModel: "binance-usdm" };
    expect(() => read(single, [kept])).toThrow("multi-assets mode and is connected");
  });

  it("is doubted when it is not told and the totals are not those of USDT", () => {
    const recording = load("account.only-required.json");
    recording.answers.account["totalMarginBalance"] = "7998.40000000";
    const gaps = read(recording).gaps.map(({ code, path: at }) => `${code} ${at}`);
    expect(gaps).toContain("contradiction reported");
  });
});

it("marks a position that only one of the two answers knows", () => {
  const recording = load("account.only-required.json");
  recording.answers.account["positions"] = [];
  const gap = read(recording).gaps.find(({ code }) => code === "contradiction");
  expect(gap?.message).toContain("BTCUSDT BOTH");
});

it.each(["account.hedge-two-pools.json", "account.multi-assets.json"])(
  "positions that both answers lost are missed by the assets: %s",
  (file) => {
    const recording = load(file);
    expect(read(recording).gaps.map(({ code }) => code)).not.toContain("contradiction");
    recording.answers.account["positions"] = [];
    recording.answers.positionRisk = [];
    const lost = expect.objectContaining({ code: "contradiction", path: "positions" });
    expect(read(recording).gaps).toContainEqual(lost);
  },
);

it("keeps the rest when an optional answer is garbage", () => {
  for (const key of ["leverageBracket", "symbolConfig", "assetIndex", "openOrders"] as const) {
    const recording = load("account.hedge-two-pools.json");
    recording.answers[key] = "<html>";
    const snapshot = read(recording);
    expect(snapshot.positions).toHaveLength(4);
    expect(snapshot.gaps.filter(({ code }) => code === "source_failed")).toHaveLength(1);
  }
});

it("names a garbled answer about funding without doubting the book", () => {
  for (const key of ["premiumIndex", "fundingInfo"] as const) {
    const recording = load("account.hedge-two-pools.json");
    recording.answers[key] = "<html>";
    const { positions, gaps } = read(recording);
    const rates = positions.map(({ funding }) => funding?.intervalHours ?? null);
    expect(rates).toEqual([null, null, null, null]);
    expect(gaps.filter(({ code }) => code === "funding_missing")).toHaveLength(1);
    expect(gaps.map(({ code }) => code)).not.toContain("source_failed");
  }
});

it("keeps an old tier table and says that it is old", () => {
  const recording = load("account.hedge-two-pools.json");
  const failure = new VenueError("venue_unavailable", "The venue did not answer in time.");
  const { account, positionRisk, accountModes } = recording.answers;
  const none: OptionalAnswer = { answer: [], failure: null };
  const snapshot = toSnapshot(
    {
      account: parseAnswer(accountAnswer, account, "account"),
      positionRisk: parseAnswer(positionRiskAnswer, positionRisk, "positionRisk"),
      leverageBracket: { answer: recording.answers.leverageBracket, failure },
      symbolConfig: none,
      assetIndex: none,
      funding: { premiumIndex: none, fundingInfo: none },
      openOrders: none,
      accountModes: accountModes.map(source),
    },
    {
      connection: CONNECTION,
      instruments: normalizeInstruments(recording.markets),
      readAt: READ_AT,
    },
  );
  expect(snapshot.positions[0]?.marginTiers).toHaveLength(2);
  expect(snapshot.gaps.map(({ code }) => code)).toContain("stale");
});

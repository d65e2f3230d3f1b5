import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { assessAccount } from "../../engine/assess-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { withQuotedNumbers } from "../testing/quoted-numbers.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { deribit } from "./deribit.ts";
import { deribitRefusal } from "./deribit/refusals.ts";

const FOLDER = path.join(import.meta.dirname, "../__recorded__/deribit");
const SUMMARIES = "privateGetGetAccountSummaries";
const POSITIONS = "privateGetGetPositions";

const recorded = z.object({
  markets: z.array(z.unknown()),
  /** By endpoint, with the currency, the index or the contract asked for. */
  answers: z.record(z.string(), z.any()),
  expected: z.unknown(),
});
type Recorded = z.infer<typeof recorded>;

function load(kind: string): Recorded {
  return z.parse(
    recorded,
    JSON.parse(readFileSync(path.join(FOLDER, `account.${kind}.json`), "utf8")),
  );
}

function read({ markets, answers }: Recorded) {
  const session = createRecordedSession({
    venue: "deribit",
    marginModel: "deribit-standard",
    markets,
    answerOf: (endpoint, { currency, index_name: index, instrument_name: contract }) =>
      answers[[endpoint, currency, index, contract].filter(Boolean).join(" ")],
  });
  return deribit.createReader(session)();
}

describe("composed accounts become the expected snapshot", () => {
  it.each(readdirSync(FOLDER).map((file) => file.split(".")[1] ?? ""))("%s", async (kind) => {
    const recording = load(kind);
    expect(plainSnapshot(await read(recording))).toEqual(recording.expected);
    expect(plainSnapshot(await read(withQuotedNumbers(recording)))).toEqual(recording.expected);
  });
});

it("names an order in a contract it does not know and keeps the others", async () => {
  const recording = load("segregated");
  const { openOrders } = await read(recording);
  const orders = recording.answers["privateGetGetOpenOrders"].result;
  orders.push({ ...orders[0], instrument_name: "BTC-FS-26DEC25_PERP", price: "12.5" });
  const snapshot = await read(recording);
  expect(snapshot.openOrders).toEqual(openOrders);
  const gap = snapshot.gaps.find(({ code }) => code === "order_rule_unknown");
  expect(gap?.message).toContain("BTC-FS-26DEC25_PERP");
});

describe("an empty list of positions where the summaries tell of some is a contradiction", () => {
  it.each(["segregated", "cross-collateral"])("%s", async (kind) => {
    const account = load(kind);
    account.answers[POSITIONS].result = [];
    const { gaps } = await read(account);
    expect(gaps).toContainEqual(
      expect.objectContaining({ code: "contradiction", path: "positions" }),
    );
  });

  it("summaries of no currency are no account at all", async () => {
    const account = load("segregated");
    account.answers[SUMMARIES].result.summaries = [];
    await expect(read(account)).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("options that the list lost, though it has a future", async () => {
    const account = load("segregated");
    const rows: { instrument_name: string }[] = account.answers[POSITIONS].result;
    const isOption = /-[CP]$/;
    account.answers[POSITIONS].result = rows.filter((row) => !isOption.test(row.instrument_name));
    expect((await read(account)).gaps.map(({ code }) => code)).toContain("contradiction");
  });
});

describe("the snapshot comes to the venue's own figures", () => {
  it("segregated: every currency is its own pool, options are beside the margin balance", async () => {
    const { pools } = assessAccount(await read(load("segregated")));
    const figures = pools.map(({ currency, equity, collateralValue, maintenanceMargin }) =>
      [currency, equity, collateralValue, maintenanceMargin]
        .map((each) => (typeof each === "string" ? each : each.value?.toFixed()))
        .join(" "),
    );
    expect(figures).toEqual([
      "BTC 10.13 10.25 0.28005",
      "USDC 44950.5 44950.5 501.75125",
      "USDT 1000 1000 0",
      "SOL 5 5 0",
    ]);
  });

  it("cross collateral: one pool in dollars, whose totals are taken once", async () => {
    const { pools, reconciliation } = assessAccount(await read(load("cross-collateral")));
    expect(pools.map(({ currency, kind }) => `${kind} ${currency}`)).toEqual(["cross USD"]);
    const account = reconciliation.filter(({ subject }) => subject === null);
    const differing = account.filter(({ agrees }) => !agrees).map(({ figure }) => figure);
    // The haircuts are not told: all collateral counts as initial margin, the worst there could be.
    expect(differing).toEqual(["initialMargin"]);
    expect(account).toHaveLength(4);
  });
});

describe("the account's margin model", () => {
  it.each(["segregated_pm", "cross_pm", "something_new"])(
    "%s is refused by name",
    async (model) => {
      const recording = load("segregated");
      for (const row of recording.answers[SUMMARIES].result.summaries) row.margin_model = model;
      await expect(read(recording)).rejects.toMatchObject({ code: "unsupported" });
      await expect(read(recording)).rejects.toThrow(`${model}: recognised, not modelled yet`);
    },
  );

  it("portfolio margin of any one currency is refused", async () => {
    const recording = load("segregated");
    recording.answers[SUMMARIES].result.summaries.at(-1).margin_model = "segregated_pm";
    await expect(read(recording)).rejects.toThrow("segregated_pm: recognised, not modelled yet");
  });

  it("portfolio margin without a name is refused", async () => {
    const recording = load("only-required");
    recording.answers[SUMMARIES].result.summaries[0].portfolio_margining_enabled = true;
    await expect(read(recording)).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { size: "NaN" }, "result.0.size"],
    ["a negative price", { mark_price: -1 }, "result.0.mark_price"],
    ["a direction its size contradicts", { direction: "sell" }, "the sign of BTC-PERPETUAL"],
    ["a contract nobody lists", { instrument_name: "NEW-PERPETUAL" }, "NEW-PERPETUAL"],
    ["a contract twice", { instrument_name: "BTC_USDC-PERPETUAL" }, "BTC_USDC-PERPETUAL twice"],
  ])("%s", async (_, change, field) => {
    const recording = load("segregated");
    Object.assign(recording.answers[POSITIONS].result[0], change);
    await expect(read(recording)).rejects.toMatchObject({ code: "bad_venue_data" });
    await expect(read(recording)).rejects.toThrow(field);
  });

  it("a currency twice", async () => {
    const recording = load("segregated");
    const { summaries } = recording.answers[SUMMARIES].result;
    summaries.push(summaries[0]);
    await expect(read(recording)).rejects.toThrow("BTC twice");
  });
});

it("a single currency is reported in its own unit, with what its orders hold", async () => {
  const recording = load("segregated");
  recording.answers[SUMMARIES].result.summaries.length = 1;
  recording.answers[POSITIONS].result.splice(1, 1);
  recording.answers["privateGetGetOpenOrders"].result.splice(1, 1);
  const { reported } = await read(recording);
  expect([reported.currency, reported.orderInitialMargin?.toFixed()]).toEqual(["BTC", "0.3"]);
  expect(reported.equity?.toFixed()).toBe("10.13");
});

it("what orders hold is not known when the contract of one has no row", async () => {
  const recording = load("only-required");
  const order = { instrument_name: "BTC-PERPETUAL", direction: "buy", amount: 10, price: 1 };
  recording.answers["privateGetGetOpenOrders"] = { result: [order] };
  const { openOrders, reported } = await read(recording);
  expect(openOrders).toHaveLength(1);
  expect(reported.orderInitialMargin).toBeNull();
});

it("several currencies have no common total while a price is missing", async () => {
  const recording = load("segregated");
  delete recording.answers["publicGetGetIndexPrice usdc_usdt"];
  const { prices, reported, gaps } = await read(recording);
  expect([...prices.keys()]).toEqual(["BTC", "USDC", "SOL"]);
  expect(reported.equity).toBeNull();
  expect(gaps.map(({ code, path: at }) => `${code} ${at}`)).toEqual(["source_failed prices"]);
});

describe("refusals", () => {
  it.each([
    [400, 13004, "credentials_rejected"],
    [401, 13009, "credentials_rejected"],
    [403, 13021, "credentials_rejected"],
    [429, 10028, "rate_limited"],
    [400, 10041, "venue_unavailable"],
    [400, 11051, "venue_unavailable"],
    [500, -1, "venue_unavailable"],
    [400, -32602, "venue_rejected"],
  ])("HTTP %i with error %i is %s", (status, code, expected) => {
    const body = { jsonrpc: "2.0", error: { code, message: "raw text" } };
    const refusal = deribitRefusal({ status, headers: {}, body });
    expect(refusal?.code).toBe(expected);
    expect(refusal?.message).not.toContain("raw text");
  });

  it("says nothing to a good answer", () => {
    expect(deribitRefusal({ status: 200, headers: {}, body: { result: [] } })).toBeNull();
    expect(deribitRefusal({ status: 429, headers: {}, body: undefined })?.code).toBe(
      "rate_limited",
    );
  });
});

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { assessAccount } from "../../engine/assess-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { withQuotedNumbers } from "../testing/quoted-numbers.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { dydx } from "./dydx.ts";
import { dydxRefusal } from "./dydx/refusals.ts";

const FOLDER = path.join(import.meta.dirname, "../__recorded__/dydx");
const ADDRESSES = "indexerGetAddressesAddress";
const MARKETS = "indexerGetPerpetualMarkets";

const recorded = z.object({
  wallet: z.nullable(z.string()),
  answers: z.record(z.string(), z.any()),
  expected: z.unknown(),
});
type Recorded = z.infer<typeof recorded>;

function load(kind: string): Recorded {
  const file = path.join(FOLDER, `account.${kind}.json`);
  return z.parse(recorded, JSON.parse(readFileSync(file, "utf8")));
}

function read({ wallet, answers }: Recorded) {
  const session = createRecordedSession({
    venue: "dydx",
    marginModel: "dydx-v4",
    walletAddress: wallet,
    answerOf: (endpoint) => answers[endpoint],
  });
  return dydx.createReader(session)();
}

describe("composed accounts become the expected snapshot", () => {
  it.each(readdirSync(FOLDER).map((file) => file.split(".")[1] ?? ""))("%s", async (kind) => {
    const recording = load(kind);
    expect(plainSnapshot(await read(recording))).toEqual(recording.expected);
    expect(plainSnapshot(await read(withQuotedNumbers(recording)))).toEqual(recording.expected);
  });

  it("the snapshot comes to the venue's own figures", async () => {
    const { reconciliation, pools } = assessAccount(await read(load("isolated-child")));
    expect(reconciliation.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(reconciliation.map(({ figure }) => figure)).toEqual([
      "equity",
      "collateralValue",
      "initialMargin",
      ...Array.from({ length: 3 }, () => "position.unrealizedPnl"),
    ]);
    // The child's 1,300 of cash less the 500 it lost stand apart.
    expect(pools.map(({ kind, equity }) => `${kind} ${equity.value?.toFixed()}`)).toEqual([
      "cross 71000",
      "isolated 800",
    ]);
  });
});

describe("open interest raises the initial fraction", () => {
  it.each([
    ["below the lower cap it is the base", { openInterest: "1" }, "0.05"],
    ["above the upper cap it is the whole", { openInterest: "1000000" }, "1"],
    ["without the interest it is not known", { openInterest: null }, undefined],
    ["with caps the wrong way round it is not known", { openInterestUpperCap: "1" }, undefined],
  ])("%s", async (_, change, expected) => {
    const recording = load("isolated-child");
    Object.assign(recording.answers[MARKETS].markets["SOL-USD"], change);
    const { positions } = await read(recording);
    const tier = positions.find(({ base }) => base === "SOL")?.marginTiers?.[0];
    expect(tier?.initialRate?.toFixed()).toBe(expected);
    expect(tier?.maintenanceRate.toFixed()).toBe("0.03");
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { size: "NaN" }, "BTC-USD.size"],
    ["a negative price", { entryPrice: "-1" }, "BTC-USD.entryPrice"],
    ["a side its size contradicts", { size: "-2" }, "the sign of BTC-USD"],
    ["an unknown side", { side: "BOTH" }, "BTC-USD.side"],
    ["a market twice", { market: "SOL-USD" }, "SOL-USD twice"],
  ])("%s", async (_, change, field) => {
    const recording = load("isolated-child");
    const [parent] = recording.answers[ADDRESSES].subaccounts;
    Object.assign(parent.openPerpetualPositions["BTC-USD"], change);
    await expect(read(recording)).rejects.toMatchObject({ code: "bad_venue_data" });
    await expect(read(recording)).rejects.toThrow(field);
  });

  it("collateral that is not USDC", async () => {
    const recording = load("isolated-child");
    recording.answers[ADDRESSES].subaccounts[0].assetPositions.USDC.symbol = "ATOM";
    await expect(read(recording)).rejects.toThrow("the asset ATOM");
  });

  it("a subaccount twice", async () => {
    const recording = load("isolated-child");
    const { subaccounts } = recording.answers[ADDRESSES];
    subaccounts.push(subaccounts[0]);
    await expect(read(recording)).rejects.toThrow("subaccount 0 twice");
  });

  it("a subaccount that is not there", async () => {
    const recording = load("only-required");
    recording.answers[ADDRESSES].subaccounts = [];
    await expect(read(recording)).rejects.toMatchObject({ code: "credentials_rejected" });
  });
});

it("takes a short whose size has no sign for the short it says it is", async () => {
  const recording = load("isolated-child");
  const [parent] = recording.answers[ADDRESSES].subaccounts;
  parent.openPerpetualPositions["SOL-USD"].size = "100";
  const { balances, positions } = await read(recording);
  expect(balances[0]?.walletBalance?.toFixed()).toBe("50000");
  expect(positions[1]?.side).toBe("short");
});

it("a child with several positions is no isolated one and is named", async () => {
  const recording = load("isolated-child");
  const [parent, child] = recording.answers[ADDRESSES].subaccounts;
  Object.assign(child.openPerpetualPositions, parent.openPerpetualPositions);
  const { positions, gaps } = await read(recording);
  expect(positions.map(({ marginMode }) => marginMode)).toEqual(["cross", "cross"]);
  expect(gaps.map(({ message }) => message).join()).toContain("subaccount 128,");
});

it.each([null, "", "0x12", "dydx1abc", `dydx1${"a".repeat(38)}/128`])(
  "is not asked for the address %j",
  async (wallet) => {
    const failing = read({ ...load("only-required"), wallet });
    await expect(failing).rejects.toMatchObject({ code: "invalid_input" });
  },
);

describe("positions that equity tells of and the answer lost are a contradiction", () => {
  const lost = expect.objectContaining({ code: "contradiction", path: "positions" });

  it("of the parent and of a child", async () => {
    const count = load("isolated-child").answers[ADDRESSES].subaccounts.length;
    const doubted: boolean[] = [];
    for (let index = 0; index < count; index += 1) {
      const recording = load("isolated-child");
      const subaccount = recording.answers[ADDRESSES].subaccounts[index];
      const isHolding = Object.keys(subaccount.openPerpetualPositions).length > 0;
      subaccount.openPerpetualPositions = {};
      const { gaps } = await read(recording);
      if (isHolding && subaccount.subaccountNumber % 128 === 0) expect(gaps).toContainEqual(lost);
      doubted.push(gaps.some(({ code }) => code === "contradiction"));
    }
    expect(doubted.filter(Boolean)).toHaveLength(2);
  });

  it("one of several", async () => {
    const recording = load("isolated-child");
    delete recording.answers[ADDRESSES].subaccounts[0].openPerpetualPositions["BTC-USD"];
    expect((await read(recording)).gaps).toContainEqual(lost);
  });
});

describe("refusals", () => {
  it.each([
    [400, "credentials_rejected"],
    [403, "place_refused"],
    [404, "credentials_rejected"],
    [429, "rate_limited"],
    [451, "place_refused"],
    [500, "venue_unavailable"],
  ])("HTTP %i is %s", (status, code) => {
    expect(dydxRefusal({ status, headers: {}, body: undefined })?.code).toBe(code);
  });

  it("says nothing to a good answer", () => {
    expect(dydxRefusal({ status: 200, headers: {}, body: {} })).toBeNull();
  });
});

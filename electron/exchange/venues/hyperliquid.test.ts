import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { assessAccount } from "../../engine/assess-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { withQuotedNumbers } from "../testing/quoted-numbers.ts";
import { createRecordedSession } from "../testing/recorded-session.ts";
import { hyperliquid } from "./hyperliquid.ts";
import { hyperliquidRefusal } from "./hyperliquid/refusals.ts";

const FOLDER = path.join(import.meta.dirname, "../__recorded__/hyperliquid");
const HOUR_MS = 3_600_000;

const recorded = z.object({
  wallet: z.string(),
  /** By the question's type and dex. */
  answers: z.record(z.string(), z.any()),
  expected: z.unknown(),
});
type Recorded = z.infer<typeof recorded>;

function load(name: string): Recorded {
  return z.parse(recorded, JSON.parse(readFileSync(path.join(FOLDER, name), "utf8")));
}

/** A reader of a recording, the questions it asked and its clock. */
function start({ wallet, answers }: Recorded) {
  const asked: string[] = [];
  const clock = { now: 1_795_392_000_500 };
  const session = createRecordedSession({
    venue: "hyperliquid",
    marginModel: "hyperliquid",
    walletAddress: wallet,
    now: () => clock.now,
    answerOf: (_, { type, dex }) => {
      const question = [type, dex].filter(Boolean).join(" ");
      asked.push(question);
      return answers[question] ?? undefined;
    },
  });
  return { read: hyperliquid.createReader(session), asked, clock };
}

const MAIN = "account.main-dex.json";

describe("composed accounts become the expected snapshot", () => {
  it.each(readdirSync(FOLDER))("%s", async (file) => {
    const recording = load(file);
    expect(plainSnapshot(await start(recording).read())).toEqual(recording.expected);
    expect(plainSnapshot(await start(withQuotedNumbers(recording)).read())).toEqual(
      recording.expected,
    );
  });

  it("the snapshot comes to the venue's own figures", async () => {
    const { reconciliation } = assessAccount(await start(load(MAIN)).read());
    const account = reconciliation.filter(({ subject }) => subject === null);
    const agreeing = account.filter(({ agrees }) => agrees).map(({ figure }) => figure);
    // The venue's margin used is of positions alone; ours holds the open order too.
    expect(agreeing).toEqual(["equity", "collateralValue", "maintenanceMargin"]);
  });
});

it.each([
  ["main-dex", "on the dex xyz,"],
  ["builders-dex", "on the main dex,"],
])("%s: only what is beside the account is named", async (kind, where) => {
  const { gaps } = await start(load(`account.${kind}.json`)).read();
  const others = gaps.filter(({ code }) => code === "not_included");
  expect(others.map(({ message }) => message)).toEqual([expect.stringContaining(where)]);
});

describe("the account's mode", () => {
  it.each(["unifiedAccount", "portfolioMargin", "dexAbstraction"])(
    "%s is refused",
    async (mode) => {
      const recording = load(MAIN);
      recording.answers["userAbstraction"] = mode;
      const failing = start(recording).read();
      await expect(failing).rejects.toMatchObject({ code: "unsupported" });
      await expect(failing).rejects.toThrow(mode);
    },
  );

  it("of the future is refused", async () => {
    const recording = load(MAIN);
    recording.answers["userAbstraction"] = "somethingNew";
    await expect(start(recording).read()).rejects.toThrow("somethingNew, which is not known");
  });

  it.each(["<html>", "", undefined])("that can't be read is a gap: %j", async (answer) => {
    const recording = load(MAIN);
    recording.answers["userAbstraction"] = answer;
    const { gaps } = await start(recording).read();
    expect(gaps.map(({ code }) => code)).toContain("mode_unread");
  });

  it("that was told before stands when it can't be asked", async () => {
    const recording = load(MAIN);
    const { read } = start(recording);
    await read();
    delete recording.answers["userAbstraction"];
    expect((await read()).gaps).toContainEqual(
      expect.objectContaining({ code: "stale", path: "marginModel" }),
    );
  });
});

describe("what would make the book wrong is refused by name", () => {
  it.each([
    ["not a number", { szi: "NaN" }, "position.szi"],
    ["a negative value", { positionValue: "-1" }, "position.positionValue"],
    ["a leverage of no kind", { leverage: { type: "portfolio", value: 5 } }, "leverage.type"],
    ["no size", { szi: null }, "position.szi"],
    ["a coin twice", { coin: "ETH" }, "ETH twice"],
  ])("%s", async (_, change, field) => {
    const recording = load(MAIN);
    Object.assign(recording.answers["clearinghouseState"].assetPositions[0].position, change);
    const failing = start(recording).read();
    await expect(failing).rejects.toMatchObject({ code: "bad_venue_data" });
    await expect(failing).rejects.toThrow(field);
  });

  it("hedge mode, which the venue does not have", async () => {
    const recording = load(MAIN);
    recording.answers["clearinghouseState"].assetPositions[0].type = "twoWay";
    await expect(start(recording).read()).rejects.toMatchObject({ code: "bad_venue_data" });
  });

  it("a builder's dex whose collateral is not known", async () => {
    const recording = load("account.builders-dex.json");
    delete recording.answers["meta xyz"];
    await expect(start(recording).read()).rejects.toMatchObject({ code: "venue_unavailable" });
  });
});

it.each([0, 1])(
  "positions that equity tells of and the answer lost are a contradiction: %i left",
  async (left) => {
    const recording = load("account.main-dex.json");
    const { assetPositions } = recording.answers["clearinghouseState"];
    assetPositions.splice(0, assetPositions.length - left);
    const { gaps } = await start(recording).read();
    expect(gaps).toContainEqual(
      expect.objectContaining({ code: "contradiction", path: "positions" }),
    );
  },
);

describe("what is asked", () => {
  it("tables and other dexes once an hour, and not again for a coin that is known", async () => {
    const { read, asked, clock } = start(load(MAIN));
    const count = (question: string) => asked.filter((each) => each === question).length;
    await read();
    clock.now += HOUR_MS - 1;
    const again = await read();
    expect([count("meta"), count("perpDexs"), count("clearinghouseState")]).toEqual([1, 1, 2]);
    expect(again.gaps.map(({ code }) => code)).toContain("not_included");
    clock.now += 1;
    await read();
    expect([count("meta"), count("perpDexs"), count("clearinghouseState")]).toEqual([2, 2, 3]);
  });

  it("keeps old tables and says that they are old", async () => {
    const recording = load(MAIN);
    const { read, clock } = start(recording);
    await read();
    clock.now += HOUR_MS;
    recording.answers["meta"] = {};
    const { positions, gaps } = await read();
    expect(positions[0]?.marginTiers).toHaveLength(2);
    expect(gaps.map(({ code }) => code)).toContain("stale");
  });
});

describe("refusals", () => {
  it.each([
    [422, "credentials_rejected"],
    [429, "rate_limited"],
    [500, "venue_unavailable"],
    [502, "venue_unavailable"],
  ])("HTTP %i is %s", (status, code) => {
    expect(hyperliquidRefusal({ status, headers: {}, body: undefined })?.code).toBe(code);
  });

  it("says nothing to a good answer", () => {
    expect(hyperliquidRefusal({ status: 200, headers: {}, body: {} })).toBeNull();
  });
});

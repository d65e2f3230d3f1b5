import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import {
  type AccountSnapshot,
  NOTHING_REPORTED,
  type ReportedFigures,
} from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../engine/assess-account.ts";
import { buildBalance, buildPosition, buildSnapshot } from "../../store/testing/build-snapshot.ts";
import { readMaintenanceRatio } from "./maintenance-ratio.ts";

/** One BTC long of 30 000 at 1 %: 300 USDT of maintenance margin against this wallet. */
function readWith(wallet: Decimal | null, reported: Partial<ReportedFigures> = {}) {
  const snapshot = buildSnapshot({
    balances: [buildBalance({ walletBalance: wallet })],
    reported: { ...NOTHING_REPORTED, ...reported },
  });
  const [reading] = readMaintenanceRatio(assessAccount(snapshot), []);
  return reading!;
}

describe("level by the calculated ratio", () => {
  it.each([
    ["601", "safe", "watch"],
    ["600", "watch", "watch"],
    ["462", "watch", "warn"],
    ["461", "warn", "warn"],
    ["376", "warn", "act"],
    ["375", "act", "act"],
    ["334", "act", "critical"],
    ["333", "critical", "critical"],
    ["300", "critical", "critical"],
    ["299", "critical", "critical"],
    ["0", "critical", "critical"],
    ["-5", "critical", "critical"],
    ["10000", "safe", "safe"],
  ])("wallet %s: %s, may fall to %s", (wallet, level, fallLevel) => {
    expect(readWith(decimal(wallet))).toMatchObject({ subject: "USDT", level, fallLevel });
  });

  it("an empty account is safe, not critical for having no buffer", () => {
    const empty = buildSnapshot({
      balances: [buildBalance({ walletBalance: decimal(0) })],
      positions: [],
    });
    expect(readMaintenanceRatio(assessAccount(empty), [])).toMatchObject([{ level: "safe" }]);
  });
});

describe("the venue's own ratio", () => {
  it("counts when it is worse, and the body says so", () => {
    const worse = readWith(decimal("500"), { maintenanceMarginRatio: decimal("0.82") });
    expect(worse).toMatchObject({ level: "act", title: "Test: maintenance ratio 82.0 %" });
    expect(worse.body).toContain("The venue reports 82.0 %, Keel calculates 60.0 %");
  });

  it("does not count when it is better", () => {
    const better = readWith(decimal("370"), { maintenanceMarginRatio: decimal("0.1") });
    expect(better).toMatchObject({ level: "act", fallLevel: "act" });
  });

  it("is formed from its parts where the venue states no ratio", () => {
    const parts = { maintenanceMargin: decimal("91"), collateralValue: decimal("100") };
    expect(readWith(decimal("10000"), parts)).toMatchObject({ level: "critical" });
    const nothingLeft = { maintenanceMargin: decimal("91"), collateralValue: decimal("-1") };
    expect(readWith(decimal("10000"), nothingLeft)).toMatchObject({ level: "critical" });
  });

  it("alone can raise but not clear", () => {
    expect(readWith(null, { maintenanceMarginRatio: decimal("0.7") })).toMatchObject({
      level: "warn",
      fallLevel: null,
    });
  });

  it("speaks of the pool of its currency", () => {
    const snapshot = buildSnapshot({
      balances: [buildBalance({ walletBalance: decimal("400") }), buildBalance({ asset: "USDC" })],
      positions: [buildPosition(), buildPosition({ settle: "USDC", quote: "USDC" })],
      reported: {
        ...NOTHING_REPORTED,
        currency: "USDC",
        maintenanceMarginRatio: decimal("0.95"),
      },
    });
    expect(readMaintenanceRatio(assessAccount(snapshot), [])).toMatchObject([
      { subject: "USDT", level: "warn" },
      { subject: "USDC", level: "critical" },
    ]);
  });
});

describe("missing data", () => {
  it("is no level", () => {
    expect(readWith(null)).toMatchObject({ level: null, fallLevel: null });
  });

  it("of a mark price is no level either", () => {
    const blind = buildSnapshot({ positions: [buildPosition({ markPrice: null })] });
    expect(readMaintenanceRatio(assessAccount(blind), [])).toMatchObject([
      { level: null, fallLevel: null },
    ]);
  });
});

describe("lost positions", () => {
  const lost = [{ code: "contradiction", path: "positions", message: "some are missing" }] as const;
  const wallets = fc.integer({ min: 0, max: 2_000 });

  it("let a pool that is still there rise and not fall", () => {
    fc.assert(
      fc.property(wallets, (wallet) => {
        const balances = [buildBalance({ walletBalance: decimal(wallet) })];
        const read = (gaps: AccountSnapshot["gaps"]) =>
          readMaintenanceRatio(assessAccount(buildSnapshot({ balances, gaps })), [])[0]!;
        expect(read(lost)).toEqual({ ...read([]), fallLevel: null });
      }),
    );
  });

  it("a mark that is doubted is not one", () => {
    const gaps = [{ ...lost[0], path: "positions[0].markPrice" }];
    expect(readMaintenanceRatio(assessAccount(buildSnapshot({ gaps })), [])).toMatchObject([
      { level: "safe", fallLevel: "safe" },
    ]);
  });
});

describe("isolated positions", () => {
  const isolated = buildPosition({ marginMode: "isolated", isolatedMargin: decimal("310") });

  it("are judged on their own, under their own name", () => {
    const readings = readMaintenanceRatio(
      assessAccount(buildSnapshot({ positions: [isolated] })),
      [],
    );
    expect(readings).toMatchObject([
      { subject: "USDT", level: "safe" },
      {
        subject: "BTC/USDT:USDT long",
        level: "critical",
        title: "Test, BTC/USDT:USDT long: maintenance ratio 96.7 %",
      },
    ]);
  });

  it.each([
    ["safe in a whole book", null, "safe"],
    ["not known in one with failed answers", "source_failed", null],
    ["not known in one that lost positions", "contradiction", null],
    ["safe in one that is marked for something else", "not_one_moment", "safe"],
  ] as const)("that are closed are %s", (_, code, level) => {
    const subject = "BTC/USDT:USDT long";
    const gaps = code === null ? [] : [{ code, path: "positions", message: "" }];
    const without = assessAccount(buildSnapshot({ positions: [], gaps }));
    expect(readMaintenanceRatio(without, [subject])).toContainEqual(
      expect.objectContaining({ subject, level, fallLevel: level }),
    );
  });
});

describe("words", () => {
  it("say the ratio, what is left and what is nearest", () => {
    expect(readWith(decimal("370"))).toMatchObject({
      title: "Test: maintenance ratio 81.0 %",
      body: "70.00 USDT left before liquidation. Nearest: BTC/USDT:USDT long at 29,929.29 (−0.2 %).",
    });
  });

  it("say what is short when nothing is left", () => {
    const { title, body } = readWith(decimal("280"));
    expect(title).toBe("Test: no margin left");
    expect(body).toContain("Short of maintenance margin by 20.00 USDT.");
  });
});

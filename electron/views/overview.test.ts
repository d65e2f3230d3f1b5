import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, decimal, sum } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { FeedView, OverviewView } from "#shared/views/overview.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { crossAccount } from "../engine/testing/arbitraries.ts";
import { type OverviewInput, toOverviewView } from "./overview.ts";

const FEED: FeedView = {
  state: "live",
  readAt: 0,
  syncing: false,
  failure: null,
  nextRunAt: null,
  pausedAt: null,
};

function view(
  snapshots: readonly AccountSnapshot[],
  more: Partial<OverviewInput> = {},
): OverviewView {
  return toOverviewView({
    at: 0,
    portfolio: assessPortfolio(snapshots.map(assessAccount), "USD"),
    feedOf: () => FEED,
    isDemo: () => false,
    waiting: [],
    alerts: [],
    demo: { active: false, paused: false },
    runtime: { version: "0", notice: null },
    earlier: null,
    ...more,
  });
}

/** Two accounts of their own names. */
const twoAccounts = fc
  .tuple(crossAccount(), crossAccount())
  .map(([one, two]) => [one, { ...two, accountId: accountId("other"), label: "Other" }] as const);

describe("toOverviewView", () => {
  it("puts no paused account before one that is read, unless there is no other", () => {
    fc.assert(
      fc.property(twoAccounts, ([one, two]) => {
        const paused = { ...FEED, state: "paused", pausedAt: 0 } as const;
        const feedOf = (id: string) => (id === "other" ? paused : FEED);
        const { worstPool, nearestPool } = view([one, two], { feedOf });
        const alone = view([one]);
        expect([worstPool, nearestPool]).toEqual([alone.worstPool, alone.nearestPool]);
        const both = view([one, two], { feedOf: () => paused });
        expect(both.worstPool).toEqual(view([one, two]).worstPool);
      }),
    );
  });

  it("puts what is not known first, then the nearest, then what can't be liquidated", () => {
    fc.assert(
      fc.property(twoAccounts, ([one, two]) => {
        const blind = {
          ...two,
          positions: two.positions.map((each) => ({ ...each, marginTiers: null })),
        };
        const ranks = view([one, blind]).positions.map((position) =>
          position.liquidationPriceReason === "unknown"
            ? -1
            : position.distanceRatio === null
              ? Number.POSITIVE_INFINITY
              : Math.abs(Number(position.distanceRatio)),
        );
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(ranks.filter((rank) => rank === -1)).toHaveLength(two.positions.length);
      }),
      { numRuns: 50 },
    );
  });

  it("shares the loss of a fall so that the shares add up to the whole", () => {
    fc.assert(
      fc.property(twoAccounts, (snapshots) => {
        const shares = view(snapshots).positions.map((each) => each.uniformFallShareRatio);
        if (shares.some((share) => share === null)) return;
        const whole = sum(shares.map((share) => new Decimal(share ?? 0)));
        expect(whole.minus(1).abs().lt("1e-40")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("names the pool with the worst ratio, and one that is not known before one that is safe", () => {
    const [safe] = fc.sample(crossAccount(), 1);
    const rich = {
      ...safe!,
      balances: [{ ...safe!.balances[0]!, walletBalance: decimal("1e12") }],
    };
    const blind = { ...rich, accountId: accountId("blind"), balances: [] };
    expect(view([rich]).worstPool?.level).toBe("safe");
    expect(view([rich, blind]).worstPool).toMatchObject({ accountId: "blind", level: "unknown" });
  });

  it("shows an account that was never read without a figure, and never as safe", () => {
    const waiting = {
      accountId: "new",
      label: "New",
      venue: "binanceusdm",
      marginModel: "binance-usdm",
    };
    const { accounts } = view([], { waiting: [waiting] });
    expect(accounts[0]).toMatchObject({ label: "New", level: "unknown", equity: { value: null } });
  });
});

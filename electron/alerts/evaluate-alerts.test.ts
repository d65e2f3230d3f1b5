import { describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { AlertReading } from "./alert.ts";
import { DWELL_MS, evaluateAlerts, restoreStates, type RuleState } from "./evaluate-alerts.ts";

const ACCOUNT = accountId("a");

function reading(
  level: AlertLevel | null,
  fallLevel: AlertLevel | null = level,
  subject = "USDT",
): AlertReading {
  return { rule: "ratio", subject, level, fallLevel, title: "A: ratio", body: "…" };
}

/** Runs readings one after another from nothing; each is [time, reading]. */
function run(steps: readonly (readonly [number, AlertReading])[], from: readonly RuleState[] = []) {
  let states = from;
  const transitions = steps.flatMap(([now, next]) => {
    const evaluation = evaluateAlerts({ accountId: ACCOUNT, readings: [next], states, now });
    states = evaluation.states;
    return evaluation.transitions;
  });
  return {
    states,
    told: transitions.map(({ from: before, to, notifies }) => [before, to, notifies]),
  };
}

describe("a rise", () => {
  it("is immediate and told, whatever it passes over", () => {
    expect(run([[0, reading("critical")]]).told).toEqual([["safe", "critical", true]]);
  });

  it("is told once while the level holds", () => {
    expect(
      run([
        [0, reading("act")],
        [1, reading("act")],
        [2, reading("act")],
      ]).told,
    ).toHaveLength(1);
  });

  it("names the level it went to", () => {
    const { transitions } = evaluateAlerts({
      accountId: ACCOUNT,
      readings: [reading("warn")],
      states: [],
      now: 5,
    });
    expect(transitions).toEqual([
      {
        at: 5,
        accountId: ACCOUNT,
        rule: "ratio",
        subject: "USDT",
        from: "safe",
        to: "warn",
        notifies: true,
        title: "A: ratio (warn)",
        body: "…",
      },
    ]);
  });
});

describe("a fall", () => {
  const raised = [0, reading("act")] as const;

  it("waits for the dwell time and is not told", () => {
    const early = [raised, [1, reading("safe")], [DWELL_MS, reading("safe")]] as const;
    expect(run(early).told).toHaveLength(1);
    const late = [...early, [DWELL_MS + 1, reading("safe")]] as const;
    expect(run(late).told).toEqual([
      ["safe", "act", true],
      ["act", "safe", false],
    ]);
  });

  it("needs the margin: a level just below its threshold stays", () => {
    const justBelow = reading("warn", "act");
    expect(run([raised, [1, justBelow], [DWELL_MS * 9, justBelow]]).told).toHaveLength(1);
  });

  it("starts to wait anew when the danger is back meanwhile", () => {
    const back = [raised, [1, reading("safe")], [2, reading("act")], [3, reading("safe")]] as const;
    expect(run([...back, [DWELL_MS + 2, reading("safe")]]).told).toHaveLength(1);
  });

  it("goes no lower than the worst reading of the dwell time allowed", () => {
    const steps = [
      raised,
      [1, reading("safe")],
      [2, reading("watch")],
      [DWELL_MS + 1, reading("safe")],
    ] as const;
    expect(run(steps).told.at(-1)).toEqual(["act", "watch", false]);
  });
});

describe("missing data", () => {
  it("neither raises nor clears", () => {
    expect(run([[0, reading(null)]]).told).toEqual([]);
    const missing = [
      [0, reading("act")],
      [1, reading(null)],
      [DWELL_MS * 9, reading(null)],
    ] as const;
    expect(run(missing).told).toHaveLength(1);
  });

  it("interrupts the dwell time", () => {
    const steps = [
      [0, reading("act")],
      [1, reading("safe")],
      [2, reading(null)],
      [DWELL_MS + 1, reading("safe")],
    ] as const;
    expect(run(steps).told).toHaveLength(1);
  });

  it("of one half can raise but not clear", () => {
    const half = reading("watch", null);
    expect(
      run([
        [0, half],
        [1, half],
        [DWELL_MS * 9, half],
      ]).told,
    ).toEqual([["safe", "watch", true]]);
    expect(
      run([
        [0, reading("act")],
        [1, half],
        [DWELL_MS * 9, half],
      ]).told,
    ).toHaveLength(1);
  });
});

describe("a new episode", () => {
  it("of a level is told again after the state fell below it", () => {
    const fall = [
      [0, reading("act")],
      [1, reading("watch")],
      [DWELL_MS + 1, reading("watch")],
    ] as const;
    expect(run([...fall, [DWELL_MS + 2, reading("act")]]).told.at(-1)).toEqual([
      "watch",
      "act",
      true,
    ]);
  });
});

describe("after a restart", () => {
  const stored = [
    { accountId: ACCOUNT, rule: "ratio", subject: "USDT", level: "act", since: 0 },
  ] as const;
  const leftOver = {
    id: "1",
    at: 0,
    accountId: ACCOUNT,
    rule: "ratio",
    subject: "USDT",
    from: "safe",
    to: "act",
    notifies: true,
    title: "",
    body: "",
  } as const;

  it("a level that still holds is told once more", () => {
    const steps = [
      [9, reading("act")],
      [10, reading("act")],
    ] as const;
    expect(run(steps, restoreStates(stored, [])).told).toEqual([["act", "act", true]]);
  });

  it("is not told twice when its first notice was left over", () => {
    expect(run([[9, reading("act")]], restoreStates(stored, [leftOver])).told).toEqual([]);
  });

  it("a higher level is told as a rise, a lower one waits for its fall", () => {
    expect(run([[9, reading("critical")]], restoreStates(stored, [])).told).toEqual([
      ["act", "critical", true],
    ]);
    const lower = [
      [9, reading("safe")],
      [9 + DWELL_MS, reading("safe")],
    ] as const;
    expect(run(lower, restoreStates(stored, [])).told).toEqual([["act", "safe", false]]);
  });
});

it("keeps subjects apart", () => {
  const both = [reading("act"), reading("watch", "watch", "BTC long")];
  const { transitions } = evaluateAlerts({
    accountId: ACCOUNT,
    readings: both,
    states: [],
    now: 0,
  });
  expect(transitions.map(({ subject, to }) => [subject, to])).toEqual([
    ["USDT", "act"],
    ["BTC long", "watch"],
  ]);
});

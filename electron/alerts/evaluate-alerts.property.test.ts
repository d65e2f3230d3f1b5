import fc from "fast-check";
import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { AlertReading } from "./alert.ts";
import { isAbove, worseOf } from "./alert-level.ts";
import {
  DWELL_MS,
  evaluateAlerts,
  restoreStates,
  type RuleState,
  type TransitionDraft,
} from "./evaluate-alerts.ts";

const ACCOUNT = accountId("a");
const LEVELS = ["safe", "watch", "warn", "act", "critical"] as const;
const level = fc.constantFrom(...LEVELS);

/** What a rule can say: nothing, half, or a level with how far it may fall. */
const said = fc.oneof(
  fc.constant({ level: null, fallLevel: null }),
  level.map((one) => ({ level: one, fallLevel: null })),
  fc.tuple(level, level).map(([one, other]) => ({ level: one, fallLevel: worseOf(one, other) })),
);
/** Readings from a second to a dwell time apart; at some of them the app was started anew just before. */
const history = fc.array(
  fc.record({
    said,
    waitMs: fc.integer({ min: 1_000, max: DWELL_MS }),
    isRestart: fc.boolean(),
  }),
  { maxLength: 40 },
);
type Step = { said: Pick<AlertReading, "level" | "fallLevel">; waitMs: number; isRestart: boolean };
type Seen = {
  readonly step: Step;
  readonly now: number;
  readonly level: AlertLevel;
  readonly transition: TransitionDraft | null;
};

function replay(steps: readonly Step[], withRestarts: boolean): readonly Seen[] {
  let states: readonly RuleState[] = [];
  let now = 0;
  return steps.map((step) => {
    now += step.waitMs;
    if (withRestarts && step.isRestart) states = restoreStates(states, []);
    const next = { rule: "r", subject: "s", title: "t", body: "b", ...step.said };
    const evaluation = evaluateAlerts({ accountId: ACCOUNT, readings: [next], states, now });
    states = evaluation.states;
    const [transition = null] = evaluation.transitions;
    return { step, now, level: states[0]?.level ?? "safe", transition };
  });
}

function law(name: string, holds: (seen: readonly Seen[], steps: readonly Step[]) => void) {
  it(name, () => {
    fc.assert(
      fc.property(history, (steps) => holds(replay(steps, true), steps)),
      { numRuns: 500 },
    );
  });
}

law("a rise is immediate: the state is never below the reading", (seen) => {
  for (const { step, level: state } of seen) {
    if (step.said.level !== null) expect(isAbove(step.said.level, state)).toBe(false);
  }
});

law("a fall has a dwell time of readings behind it that all allowed it", (seen) => {
  for (const [index, { transition, now }] of seen.entries()) {
    if (transition === null || !isAbove(transition.from, transition.to)) continue;
    const behind = seen.slice(0, index + 1).toReversed();
    const firstRefusal = behind.findIndex(
      ({ step: { said: one } }) => one.fallLevel === null || isAbove(one.fallLevel, transition.to),
    );
    const allowing = firstRefusal === -1 ? behind : behind.slice(0, firstRefusal);
    expect(now - (allowing.at(-1)?.now ?? now)).toBeGreaterThanOrEqual(DWELL_MS);
  }
});

law("missing data changes nothing", (seen) => {
  for (const [index, { step, level: state, transition }] of seen.entries()) {
    if (step.said.level !== null) continue;
    expect(transition).toBeNull();
    expect(state).toBe(seen[index - 1]?.level ?? "safe");
  }
});

law("a level is told once until the state falls below it or the app is started anew", (seen) => {
  const told = new Set<AlertLevel>();
  for (const { step, level: state, transition } of seen) {
    if (step.isRestart) told.clear();
    for (const one of told) if (isAbove(one, state)) told.delete(one);
    if (transition === null || !transition.notifies) continue;
    expect(told).not.toContain(transition.to);
    told.add(transition.to);
  }
});

law("only what is dangerous is told, and every rise is", (seen) => {
  for (const { transition } of seen) {
    if (transition === null) continue;
    if (transition.notifies) expect(transition.to).not.toBe("safe");
    if (isAbove(transition.to, transition.from)) expect(transition.notifies).toBe(true);
    if (isAbove(transition.from, transition.to)) expect(transition.notifies).toBe(false);
  }
});

law("a restart never makes a state safer", (seen, steps) => {
  const without = replay(steps, false);
  for (const [index, { level: state }] of seen.entries()) {
    expect(isAbove(without[index]!.level, state)).toBe(false);
  }
});

law(
  "a level that holds is told again by the first reading after a restart that shows it",
  (seen) => {
    let isUntold = false;
    for (const [index, { step, transition }] of seen.entries()) {
      const before = seen[index - 1]?.level ?? "safe";
      if (step.isRestart) isUntold = before !== "safe";
      if (!isUntold || step.said.level !== before) {
        if (transition !== null) isUntold &&= transition.to !== "safe" && !transition.notifies;
        continue;
      }
      expect(transition).toMatchObject({ from: before, to: before, notifies: true });
      isUntold = false;
    }
  },
);

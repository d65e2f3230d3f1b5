import type { AccountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { AlertReading, AlertState, AlertTransition } from "./alert.ts";
import { isAbove, worseOf } from "./alert-level.ts";

/**
 * How long every reading must allow a lower level before the state follows. Two minutes outlast a
 * price that dips across a threshold and back, and are short beside the time a trader needs to act.
 */
export const DWELL_MS = 2 * 60_000;

/** Where a rule stands, with what only this run of the app knows. */
export type RuleState = AlertState & {
  /** The level was told since the app started, or has been reached since. */
  readonly isTold: boolean;
  /** Since when every reading has allowed a lower level, and the worst level allowed; `null` when not. */
  readonly calm: { readonly since: number; readonly level: AlertLevel } | null;
};

/** A transition before it has an id. */
export type TransitionDraft = Omit<AlertTransition, "id">;

export type Evaluation = {
  readonly transitions: readonly TransitionDraft[];
  /** Replaces the states given. */
  readonly states: readonly RuleState[];
};

type EvaluateInput = {
  readonly accountId: AccountId;
  readonly readings: readonly AlertReading[];
  /** States of this account. */
  readonly states: readonly RuleState[];
  readonly now: number;
};

/**
 * Compares readings with where each rule stands. The laws:
 * a rise is immediate and told; a fall needs the rule's margin and the dwell time, and is listed
 * only; a level is told again only after the state has fallen below it, or once after a start if it
 * still holds; a reading of `null` neither raises nor clears, and interrupts the dwell time.
 */
export function evaluateAlerts({ accountId, readings, states, now }: EvaluateInput): Evaluation {
  const next = new Map(states.map((state) => [keyOf(state), state]));
  const transitions: TransitionDraft[] = [];
  for (const reading of readings) {
    const state = next.get(keyOf(reading)) ?? initialState(accountId, reading, now);
    const stepped = step(state, reading, now);
    next.set(keyOf(reading), stepped);
    const draft = toTransition(state, stepped, reading, now);
    if (draft !== null) transitions.push(draft);
  }
  return { transitions, states: [...next.values()] };
}

/** After a start: nothing was told yet, but what a notice left over is about to tell. */
export function restoreStates(
  stored: readonly AlertState[],
  leftOver: readonly AlertTransition[],
): readonly RuleState[] {
  const aboutToBeTold = new Set(
    leftOver.map((left) => `${left.accountId} ${keyOf(left)} ${left.to}`),
  );
  return stored.map((state) => ({
    ...state,
    isTold: aboutToBeTold.has(`${state.accountId} ${keyOf(state)} ${state.level}`),
    calm: null,
  }));
}

type Subject = { readonly rule: string; readonly subject: string };

function keyOf({ rule, subject }: Subject): string {
  return JSON.stringify([rule, subject]);
}

function initialState(accountId: AccountId, { rule, subject }: Subject, now: number): RuleState {
  return { accountId, rule, subject, level: "safe", since: now, isTold: true, calm: null };
}

function step(state: RuleState, reading: AlertReading, now: number): RuleState {
  const { level, fallLevel } = reading;
  if (level === null) return { ...state, calm: null };
  if (isAbove(level, state.level)) return reached(state, level, now);
  const told = level === state.level ? { ...state, isTold: true } : state;
  if (fallLevel === null || !isAbove(state.level, fallLevel)) return { ...told, calm: null };
  return calmed(told, fallLevel, now);
}

function reached(state: RuleState, level: AlertLevel, now: number): RuleState {
  return { ...state, level, since: now, isTold: true, calm: null };
}

/** One more reading that allows a fall: to the worst level allowed, once the dwell time is over. */
function calmed(state: RuleState, fallLevel: AlertLevel, now: number): RuleState {
  const calm = {
    since: state.calm?.since ?? now,
    level: worseOf(fallLevel, state.calm?.level ?? fallLevel),
  };
  if (now - calm.since < DWELL_MS) return { ...state, calm };
  const further = isAbove(calm.level, fallLevel) ? { since: now, level: fallLevel } : null;
  return { ...state, level: calm.level, since: now, calm: further };
}

function toTransition(
  before: RuleState,
  after: RuleState,
  reading: AlertReading,
  now: number,
): TransitionDraft | null {
  const isRise = isAbove(after.level, before.level);
  const isReminder = after.level === before.level && !before.isTold && after.isTold;
  if (after.level === before.level && !isReminder) return null;
  return {
    at: now,
    accountId: after.accountId,
    rule: after.rule,
    subject: after.subject,
    from: before.level,
    to: after.level,
    notifies: isRise || (isReminder && after.level !== "safe"),
    title: `${reading.title} (${after.level})`,
    body: reading.body,
  };
}

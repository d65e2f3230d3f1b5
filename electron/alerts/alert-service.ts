import type { AccountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { Log } from "../ports.ts";
import type { AlertStore } from "../store/alert-store.ts";
import { toStorageError } from "../store/storage-error.ts";
import type { AlertReading, AlertTransition } from "./alert.ts";
import { worseOf } from "./alert-level.ts";
import { evaluateAlerts, restoreStates, type RuleState } from "./evaluate-alerts.ts";
import { createNoticeDesk, type NoticeDeskOptions } from "./notice-desk.ts";

export type AlertService = {
  /** Tells what an earlier run stored and could not tell. Resolves when the desktop has answered. */
  readonly start: () => Promise<unknown>;
  /** Stores what has changed before it returns, then tells it. Resolves when the desktop has answered. */
  readonly evaluate: (accountId: AccountId, readings: readonly AlertReading[]) => Promise<unknown>;
  /** Subjects that a rule stands above safe for. */
  readonly subjectsOf: (accountId: AccountId, rule: string) => readonly string[];
  /** The worst level of an account's rules. */
  readonly levelOf: (accountId: AccountId) => AlertLevel;
  /** Drops what is held in memory of an account that is out of sight: no notice of it is offered again. */
  readonly forget: (accountId: AccountId) => void;
  /** Nothing is stored any more; a notice under way is told again at the next start. */
  readonly stop: () => void;
};

type AlertServiceOptions = NoticeDeskOptions & {
  readonly store: AlertStore;
  readonly newId: () => string;
};

export function createAlertService(options: AlertServiceOptions): AlertService {
  const { store, timers, newId, log, onChange } = options;
  const standing = createStanding();
  const desk = createNoticeDesk(options, standing.isAt);

  const start = (): Promise<unknown> => {
    const leftOver = store.listUndelivered();
    const restored = restoreStates(store.listStates(), leftOver);
    for (const state of restored)
      standing.set(state.accountId, [...standing.of(state.accountId), state]);
    return Promise.all(leftOver.map((transition) => desk.deliver({ transition, isStored: true })));
  };

  const evaluate = (accountId: AccountId, readings: readonly AlertReading[]): Promise<unknown> => {
    const input = { accountId, readings, states: standing.of(accountId), now: timers.now() };
    const evaluation = evaluateAlerts(input);
    standing.set(accountId, evaluation.states);
    const transitions = evaluation.transitions.map((draft) => ({ ...draft, id: newId() }));
    if (transitions.length === 0) return Promise.resolve();
    const isStored = append(store, transitions, log);
    onChange(accountId);
    const notices = transitions.filter(({ notifies }) => notifies);
    return Promise.all(notices.map((transition) => desk.deliver({ transition, isStored })));
  };

  const { subjectsOf, levelOf, forget } = standing;
  return { start, evaluate, subjectsOf, levelOf, forget, stop: desk.close };
}

/** Where the rules of each account stand. */
function createStanding() {
  const states = new Map<AccountId, readonly RuleState[]>();
  const of = (accountId: AccountId): readonly RuleState[] => states.get(accountId) ?? [];
  return {
    of,
    set: (accountId: AccountId, own: readonly RuleState[]) => void states.set(accountId, own),
    forget: (accountId: AccountId) => void states.delete(accountId),
    /** Whether what a transition tells still holds. */
    isAt: ({ accountId, rule, subject, to }: AlertTransition): boolean =>
      of(accountId).some(
        (state) => state.rule === rule && state.subject === subject && state.level === to,
      ),
    subjectsOf: (accountId: AccountId, rule: string): readonly string[] =>
      of(accountId)
        .filter((state) => state.rule === rule && state.level !== "safe")
        .map(({ subject }) => subject),
    levelOf: (accountId: AccountId): AlertLevel =>
      of(accountId).reduce<AlertLevel>((worst, { level }) => worseOf(worst, level), "safe"),
  };
}

/** Stored before shown. Where the disk refuses, an alarm that is shown beats one that is kept. */
function append(store: AlertStore, transitions: readonly AlertTransition[], log: Log): boolean {
  try {
    store.appendTransitions(transitions);
    return true;
  } catch (error) {
    const failure = toStorageError(error);
    if (failure === null) throw error;
    log.error("alerts could not be stored and are shown all the same", { reason: failure.message });
    return false;
  }
}

import type { Power, PowerChange } from "../../ports.ts";

export type FakePower = Power & {
  /** On battery, or left alone, from now on; or not any more. */
  readonly save: (isSaving: boolean) => void;
  readonly resume: () => void;
};

/** A computer whose power the test rules over. */
export function createFakePower(): FakePower {
  const listeners = new Set<(change: PowerChange) => void>();
  let saves = false;
  const announce = (change: PowerChange): void => {
    for (const listener of listeners) listener(change);
  };
  return {
    isSaving: () => saves,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    save: (isSaving) => {
      saves = isSaving;
      announce("saving");
    },
    resume: () => announce("resumed"),
  };
}

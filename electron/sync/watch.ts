import type { Timers } from "./timers.ts";

/** How often feeds are looked at for having grown old without anything happening. */
const WATCH_MS = 5_000;

type Watch = {
  readonly onTick: () => void;
  /** The computer slept, or its clock was set ahead: told once, before the next look. */
  readonly onWake: () => void;
};

/**
 * Looks again and again. A look that comes far too late means the machine slept: it is passed over,
 * so that a feed gets its first reading after waking before it is judged by its age.
 */
export function watch({ now, setTimer }: Timers, { onTick, onWake }: Watch): () => void {
  let cancel: () => void;
  const arm = (): void => {
    const dueAt = now() + WATCH_MS;
    cancel = setTimer(() => {
      const sleptThrough = now() - dueAt > WATCH_MS;
      arm();
      if (sleptThrough) onWake();
      else onTick();
    }, WATCH_MS);
  };
  arm();
  return () => cancel();
}

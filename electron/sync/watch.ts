import type { Timers } from "./timers.ts";

/** How often feeds are looked at for having grown old without anything happening. */
const WATCH_MS = 5_000;

type WatchOptions = {
  readonly onTick: () => void;
  /** The computer slept, or its clock was set: told once, before the next look. */
  readonly onWake: () => void;
};

type Watch = {
  /** Looks at the clock alone, now: after a sleep a reading may be due, and fail, before the next look. */
  readonly look: () => void;
  readonly stop: () => void;
};

/**
 * Looks again and again. A look at a time that is far from when it was due means that the machine
 * slept or its clock was set: it is passed over, so that a feed gets its first reading after that
 * before it is judged by its age.
 */
export function watch({ now, setTimer }: Timers, { onTick, onWake }: WatchOptions): Watch {
  let dueAt = 0;
  let cancel = (): void => {};
  const arm = (): void => {
    cancel();
    dueAt = now() + WATCH_MS;
    cancel = setTimer(tick, WATCH_MS);
  };
  const hasJumped = (): boolean => Math.abs(now() - dueAt) > WATCH_MS;
  const tick = (): void => {
    const isWake = hasJumped();
    arm();
    if (isWake) onWake();
    else onTick();
  };
  arm();
  return {
    look: () => {
      if (hasJumped()) tick();
    },
    stop: () => cancel(),
  };
}

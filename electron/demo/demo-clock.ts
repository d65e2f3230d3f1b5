/** Time since the demo began, without the time it was paused. */
export type DemoClock = {
  readonly elapsedMs: () => number;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly isPaused: () => boolean;
};

export function startDemoClock(now: () => number): DemoClock {
  let ranMs = 0;
  let runningSince: number | null = now();
  const elapsedMs = () => ranMs + (runningSince === null ? 0 : Math.max(0, now() - runningSince));
  return {
    elapsedMs,
    pause: () => {
      ranMs = elapsedMs();
      runningSince = null;
    },
    resume: () => {
      runningSince ??= now();
    },
    isPaused: () => runningSince === null,
  };
}

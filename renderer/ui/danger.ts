import type { DangerLevel, FeedState } from "#shared/views/overview.ts";

export const LEVEL_WORDS: Readonly<Record<DangerLevel, string>> = {
  safe: "Safe",
  watch: "Watch",
  warn: "Warn",
  act: "Act",
  critical: "Critical",
  unknown: "Unknown",
};

const SEVERITY: readonly DangerLevel[] = ["safe", "watch", "warn", "unknown", "act", "critical"];

/** The worst of several levels; what is not known ranks right below `act`, since missing is never safe. */
export function worstLevel(levels: readonly DangerLevel[]): DangerLevel | null {
  let worst = -1;
  for (const level of levels) worst = Math.max(worst, SEVERITY.indexOf(level));
  return SEVERITY[worst] ?? null;
}

/** For sorting: what is worse first, what is alike left in its order. */
export function compareWorse(one: DangerLevel, other: DangerLevel): number {
  return SEVERITY.indexOf(other) - SEVERITY.indexOf(one);
}

/**
 * The level to show of an account that may not have been read for long: what was safe when it was
 * last seen is not known once the feed is blind or paused; what was worse stays.
 */
export function shownLevel(level: DangerLevel, feed: FeedState | undefined): DangerLevel {
  return feed === "blind" || feed === "paused" ? (worstLevel([level, "unknown"]) ?? level) : level;
}

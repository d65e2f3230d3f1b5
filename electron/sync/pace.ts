import type { PaceReason } from "#shared/views/accounts.ts";

/** Close enough to feel a move at once, far from every venue's request limit with one account. */
export const VENUE_INTERVAL_MS = 10_000;
/** The demo's venue is in the same process and its prices move every second. */
export const DEMO_INTERVAL_MS = 2_000;
/** Near liquidation, half the usual time: a margin buffer goes in minutes, not in seconds. */
const DANGER_INTERVAL_MS = 5_000;
/**
 * On battery or with nobody there a third of the readings: the radio and the disk sleep between two
 * of them, and an alert comes twenty seconds later at most.
 */
const SAVING_FACTOR = 3;
/** Below this share of what the venue allows, other programs at this address need the rest. */
const TIGHT_ROOM_RATIO = 0.2;
/** No venue known counts a limit over more than this. */
const LONGEST_WINDOW_MS = 60_000;

export type PaceInput = {
  /** How often the account is read when nothing speaks for another pace. */
  readonly intervalMs: number;
  /** How it stands: danger is read faster, only what is calm is ever read slower to save. */
  readonly standing: "calm" | "watched" | "danger";
  /** On battery, or nobody is at the computer. */
  readonly isSaving: boolean;
  /** What the venue said is left of its limit; `null` where it says nothing. */
  readonly room: { readonly leftRatio: number; readonly windowMs: number } | null;
  /** The shortest interval that the limit shared with other accounts leaves to this one. */
  readonly fairMs: number;
};

export type Pace = { readonly intervalMs: number; readonly reason: PaceReason };

/**
 * How long after a good reading the next one is due. Danger is never read slower to save power; the
 * venue's limit comes before everything, because an address that is banned sees nothing at all.
 */
export function computePace(input: PaceInput): Pace {
  return [sharedLimit(input), tightRoom(input)].reduce(
    (pace, limit) => (limit.intervalMs > pace.intervalMs ? limit : pace),
    wantedPace(input),
  );
}

function wantedPace({ intervalMs, standing, isSaving }: PaceInput): Pace {
  if (standing === "danger" && intervalMs > DANGER_INTERVAL_MS)
    return { intervalMs: DANGER_INTERVAL_MS, reason: "danger" };
  if (standing === "calm" && isSaving)
    return { intervalMs: intervalMs * SAVING_FACTOR, reason: "saving" };
  return { intervalMs, reason: "usual" };
}

function sharedLimit({ fairMs }: PaceInput): Pace {
  return { intervalMs: fairMs, reason: "shared" };
}

/** One window later the room is there again; near danger the usual time is as long as Keel waits for it. */
function tightRoom({ room, standing, intervalMs }: PaceInput): Pace {
  const isTight = room !== null && room.leftRatio < TIGHT_ROOM_RATIO;
  if (!isTight) return { intervalMs: 0, reason: "room" };
  const windowMs = Math.min(room.windowMs, LONGEST_WINDOW_MS);
  return {
    intervalMs: standing === "danger" ? intervalMs : Math.max(intervalMs, windowMs),
    reason: "room",
  };
}

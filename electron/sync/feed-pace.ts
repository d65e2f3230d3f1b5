import type { AlertLevel } from "#shared/views/alerts.ts";
import { isAbove } from "../alerts/alert-level.ts";
import type { ConnectionReport } from "../exchange/exchange-client.ts";
import { type Demand, fairInterval } from "./fair-share.ts";
import { computePace, type Pace, type PaceInput } from "./pace.ts";

/** An account as far as its pace depends on it. */
export type PacedFeed = {
  readonly intervalMs: number;
  /** Accounts of one group share a request limit of their venue. */
  readonly group: string;
  /** What a reading is taken to use of the venue's time before one was measured. */
  readonly typicalReadingMs: number;
  readonly level: AlertLevel;
  readonly report: ConnectionReport | null;
  /** The demo's venue is in this process: it has no limit and there is little to save. */
  readonly isDemo: boolean;
};

/** How often an account is read, of all that are. */
export function paceOf(own: PacedFeed, all: readonly PacedFeed[], isSaving: boolean): Pace {
  const { intervalMs, group, level, report, isDemo } = own;
  const sharers = all.filter((each) => each.group === group).map(demandOf);
  const room = report?.room ?? null;
  return computePace({
    intervalMs,
    standing: standingOf(level),
    isSaving: isSaving && !isDemo,
    room: room && { leftRatio: room.left / room.limit, windowMs: room.windowMs },
    fairMs: isDemo ? 0 : fairInterval(demandOf(own), sharers),
  });
}

function demandOf({ report, level, typicalReadingMs }: PacedFeed): Demand {
  return {
    readingMs: report?.readingMs ?? typicalReadingMs,
    isNearDanger: standingOf(level) === "danger",
  };
}

function standingOf(level: AlertLevel): PaceInput["standing"] {
  if (isAbove(level, "warn")) return "danger";
  return isAbove(level, "safe") ? "watched" : "calm";
}

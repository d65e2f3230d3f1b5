import { MISSING } from "./exact.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type Zone = "utc" | "local";

/** `12:04:05`, in UTC or in the time zone of the machine. */
export function formatClock(at: number, zone: Zone): string {
  const date = new Date(at);
  return zone === "utc"
    ? clock(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds())
    : clock(date.getHours(), date.getMinutes(), date.getSeconds());
}

/** `2026-11-23`, in UTC or in the time zone of the machine. */
export function formatDay(at: number, zone: Zone): string {
  const date = new Date(at);
  return zone === "utc"
    ? day(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    : day(date.getFullYear(), date.getMonth(), date.getDate());
}

/** Day and time in UTC with the local time beside it; `—` when there is none. */
export function formatStamp(at: number | null): string {
  if (at === null) return MISSING;
  return `${formatDay(at, "utc")} ${formatClock(at, "utc")} UTC (${formatClock(at, "local")} local)`;
}

/** `as of 14:05 UTC` today, `as of 2026-11-22` on an earlier day. */
export function formatAsOf(at: number, now: number): string {
  const isToday = formatDay(at, "utc") === formatDay(now, "utc");
  return `as of ${isToday ? `${formatClock(at, "utc").slice(0, 5)} UTC` : formatDay(at, "utc")}`;
}

/** How long ago, in the two largest units: `4 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. Never negative. */
export function formatAge(ageMs: number): string {
  const age = Math.max(0, ageMs);
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)} s`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min`;
  if (age < DAY_MS) {
    const minutes = Math.floor((age % HOUR_MS) / MINUTE_MS);
    return `${Math.floor(age / HOUR_MS)} h ${two(minutes)} min`;
  }
  return `${Math.floor(age / DAY_MS)} d ${Math.floor((age % DAY_MS) / HOUR_MS)} h`;
}

function clock(hours: number, minutes: number, seconds: number): string {
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

function day(year: number, month: number, date: number): string {
  return `${year}-${two(month + 1)}-${two(date)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

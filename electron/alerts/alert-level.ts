import type { AlertLevel } from "#shared/views/alerts.ts";

const LEVELS: readonly AlertLevel[] = ["safe", "watch", "warn", "act", "critical"];

export function isAbove(level: AlertLevel, other: AlertLevel): boolean {
  return LEVELS.indexOf(level) > LEVELS.indexOf(other);
}

export function worseOf(level: AlertLevel, other: AlertLevel): AlertLevel {
  return isAbove(level, other) ? level : other;
}

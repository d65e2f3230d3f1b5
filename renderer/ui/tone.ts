import type { DangerLevel } from "#shared/views/overview.ts";

export type Tone = "profit" | "loss" | DangerLevel;

/** Color of a signed amount; none for zero and for what is not known. */
export function signTone(value: string | null): "profit" | "loss" | undefined {
  if (value === null || /^-?0+(\.0+)?$/.test(value)) return undefined;
  return value.startsWith("-") ? "loss" : "profit";
}

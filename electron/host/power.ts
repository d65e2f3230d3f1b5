import { app, powerMonitor } from "electron";
import type { Power, PowerChange } from "../ports.ts";

/** Nobody at the computer: long enough that reading a page is not taken for it. */
const IDLE_AFTER_S = 10 * 60;
/** Linux announces neither battery nor idleness, so both are looked at. */
const LOOK_MS = 5_000;

/** The computer's power as Electron tells it. Electron must be ready. */
export function watchPower(): Power {
  const listeners = new Set<(change: PowerChange) => void>();
  const announce = (change: PowerChange): void => {
    for (const listener of listeners) listener(change);
  };
  let isSaving = readSaving();
  const look = (): void => {
    const was = isSaving;
    isSaving = readSaving();
    if (isSaving !== was) announce("saving");
  };
  powerMonitor.on("resume", () => announce("resumed"));
  powerMonitor.on("on-ac", look);
  powerMonitor.on("on-battery", look);
  app.on("browser-window-focus", look);
  setInterval(look, LOOK_MS).unref();
  return {
    isSaving: () => isSaving,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function readSaving(): boolean {
  return powerMonitor.isOnBatteryPower() || powerMonitor.getSystemIdleTime() >= IDLE_AFTER_S;
}

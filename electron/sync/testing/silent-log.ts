import type { Log } from "../../ports.ts";

export function createSilentLog(): Log {
  return { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
}

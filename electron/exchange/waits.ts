import { limitGroupOf, operatorOf } from "./limit-group.ts";
import type { Connection } from "./exchange-client.ts";

/** Until when a venue is left alone. Shared by all whom it was told to, and changed in place. */
export type Wait = {
  from: number;
  until: number;
  /** Length of the newest wait that Keel chose because the venue told none. */
  chosenMs: number;
};

/** The waits that a connection keeps: one told to this computer's address, one to its own account. */
export type Waits = { readonly address: Wait; readonly account: Wait };

/**
 * Longest window of a venue that asks to slow down and does not say for how long (Kraken Futures, dYdX;
 * docs/reading.md), so that it has passed.
 */
const CHOSEN_MS = 10_000;
/** As long as Keel waits after any failure, so that a venue that is back is seen in time. */
const LONGEST_CHOSEN_MS = 2 * 60_000;
/** Asked to slow down again this soon, the wait before was too short. */
const SOON_MS = 60_000;

/** Waits outlast the connection that was told: a renamed or resumed account has a new one. */
export function waitsOf(
  shared: Map<string, Wait>,
  { venue, accountId, proxyUrl }: Pick<Connection, "venue" | "accountId" | "proxyUrl">,
): Waits {
  const keptUnder = (name: string): Wait => {
    const key = `${name} ${proxyUrl}`;
    const wait = shared.get(key) ?? { from: 0, until: 0, chosenMs: 0 };
    shared.set(key, wait);
    return wait;
  };
  const address = keptUnder(operatorOf(venue));
  const isShared = limitGroupOf({ venue, accountId, isDemo: false }) === venue;
  return { address, account: isShared ? address : keptUnder(`${venue} ${accountId}`) };
}

/** A wait that lies ahead of a clock that was set back is over. */
export function remainingMs({ from, until }: Wait, at: number): number {
  return at >= from && at < until ? until - at : 0;
}

/** Questions asked together may be told different waits: the longest counts. */
export function keepWait(wait: Wait, at: number, toldMs: number): void {
  const isOn = remainingMs(wait, at) > 0;
  if (!isOn) wait.from = at;
  wait.until = Math.max(isOn ? wait.until : at, at + toldMs);
}

/** For a venue that asks to slow down without a time: twice as long each time it does so again soon. */
export function chooseWait(wait: Wait, at: number): void {
  if (remainingMs(wait, at) > 0) return;
  const isAgain = wait.chosenMs > 0 && at >= wait.until && at - wait.until < SOON_MS;
  wait.chosenMs = isAgain ? Math.min(LONGEST_CHOSEN_MS, wait.chosenMs * 2) : CHOSEN_MS;
  keepWait(wait, at, wait.chosenMs);
}

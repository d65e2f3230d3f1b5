import { createHash } from "node:crypto";
import type { Connection, Credential } from "./exchange-client.ts";
import { countsByAccount, operatorOf } from "./limit-group.ts";

/** Until when a venue is left alone. Shared by all whom it was told to, and changed in place. */
export type Wait = {
  from: number;
  until: number;
  /** Length of the newest wait that Keel chose because the venue told none. */
  chosenMs: number;
};

/** Waits that were told, by whom they were told to. */
export type ToldWaits = Map<string, Wait>;

/**
 * The waits that a connection keeps: one told to this computer's address, one to its own account.
 * Looked up anew each time, as one that is over is dropped, whoever knew it.
 */
export type Waits = { readonly address: () => Wait; readonly account: () => Wait };

/**
 * Longest window of a venue that asks to slow down and does not say for how long (Kraken Futures, dYdX;
 * docs/reading.md), so that it has passed.
 */
const CHOSEN_MS = 10_000;
/** As long as Keel waits after any failure, so that a venue that is back is seen in time. */
const LONGEST_CHOSEN_MS = 2 * 60_000;
/** Asked to slow down again this soon, the wait before was too short. */
const SOON_MS = 60_000;

/**
 * Waits outlast the connection that was told: a resumed account has a new one, and an account that is
 * tried again before it is kept has a new id as well. What stays the same is its key. Drops those
 * that are over.
 */
export function waitsOf(
  told: ToldWaits,
  { venue, proxyUrl }: Pick<Connection, "venue" | "proxyUrl">,
  credential: Credential,
  at: number,
): Waits {
  for (const [key, wait] of told) if (isForgotten(wait, at)) told.delete(key);
  const keptUnder = (name: string) => (): Wait => {
    const key = `${name} ${proxyUrl}`;
    const wait = told.get(key) ?? { from: 0, until: 0, chosenMs: 0 };
    told.set(key, wait);
    return wait;
  };
  const address = keptUnder(operatorOf(venue));
  const holder = `${venue} ${holderOf(credential)}`;
  return { address, account: countsByAccount(venue) ? keptUnder(holder) : address };
}

/** Tells keys apart without keeping any. */
function holderOf({ apiKey, walletAddress }: Credential): string {
  return walletAddress ?? createHash("sha256").update(apiKey).digest("hex");
}

/** Over for so long that the next one chosen is as short as the first. */
function isForgotten({ from, until }: Wait, at: number): boolean {
  return at < from || at - until >= SOON_MS;
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

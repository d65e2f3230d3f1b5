import type { AppEvent } from "#shared/contract/events.ts";
import type { Reply } from "#shared/contract/reply.ts";
import type { AccountId } from "#shared/domain/ids.ts";
import type { Notifier } from "./alerts/alert.ts";
import type { ConnectExchange, Credential } from "./exchange/exchange-client.ts";
import type { NextTurn } from "./exchange/turns.ts";

/** The world outside, as `createApp` sees it. Everything with IO, clock or Electron comes in here. */
export type AppPorts = {
  /** Folder of `keel.db` and its backups. */
  readonly dataDir: string;
  readonly now: () => number;
  readonly log: Log;
  readonly vault: SecretVault;
  readonly notifier: Notifier;
  readonly connectExchange: ConnectExchange;
  /** For what is a piece of work of its own, in one row with the answers of `connectExchange`. */
  readonly nextTurn: NextTurn;
  readonly startDemo: () => Promise<DemoVenue>;
  readonly power: Power;
  readonly saveFile: SaveFile;
  /** The CSV book that comes with the app, to be filled in. */
  readonly readTemplate: () => Promise<string>;
  /** Loopback replay for accounts of a real venue: tests only, `null` otherwise. */
  readonly replayUrl: string | null;
  readonly version: string;
  /** Said in the window when the app runs on the stand-in runtime. */
  readonly runtimeNotice: string | null;
  /** Why no key for a real venue may be stored here; `null` when it may. */
  readonly keysRefusedBecause: string | null;
};

/**
 * Asks the trader where and writes the text there, whole or not at all; `false` when the trader
 * thought better of it. Rejects with a coded failure whose message names no path.
 */
export type SaveFile = (file: { readonly name: string; readonly text: string }) => Promise<boolean>;

export type App = {
  /** Answers one operation. Never rejects: a failure is a reply. */
  readonly dispatch: (channel: string, input: unknown) => Promise<Reply<unknown>>;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Messages and fields must hold no secret; the implementation redacts what looks like one all the same. */
export type Log = {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
};

/** Keys at rest. Write-only for the window; only sync reads. Each rejects with a coded failure. */
export type SecretVault = {
  readonly store: (accountId: AccountId, credential: Credential) => Promise<void>;
  readonly find: (accountId: AccountId) => Promise<Credential | null>;
  readonly remove: (accountId: AccountId) => Promise<void>;
  /** Deletes halves of keys, which writes that were cut short have left. No whole key goes. */
  readonly sweep: () => Promise<void>;
  /** Why the vault can't keep a secret safe here; `null` when it can. */
  readonly refusedBecause: () => string | null;
};

/** The computer's own life, as far as reading depends on it. */
export type Power = {
  /** Runs on battery, or nobody has touched it for a while: there is a reason to read less. */
  readonly isSaving: () => boolean;
  /** `saving`: the answer above may have changed. `resumed`: it was asleep until now. */
  readonly subscribe: (listener: (change: PowerChange) => void) => () => void;
};

export type PowerChange = "saving" | "resumed";

/** Where nothing is known of the computer: it is awake, in use and plugged in. */
export const PLAIN_POWER: Power = { isSaving: () => false, subscribe: () => () => {} };

/** A venue on loopback with composed bodies and moving prices. */
export type DemoVenue = {
  readonly proxyUrl: string;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly isPaused: () => boolean;
  readonly close: () => Promise<void>;
};

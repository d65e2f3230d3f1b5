import type { KeyPower, KeyRights } from "../domain/key-rights.ts";
import type { GapView } from "./figure.ts";
import type { FeedView } from "./overview.ts";

/** Why an account is read as often as it is: `shared`, the venue's limit holds for all its accounts. */
export type PaceReason = "usual" | "danger" | "saving" | "shared" | "room";

/** What the venue said is left of its request limit. */
export type RoomView = {
  readonly left: number;
  readonly limit: number;
  readonly unit: "weight" | "requests";
  readonly windowMs: number;
};

/** A table of the venue's rules that is kept between readings. */
export type RuleTableView = {
  readonly name: string;
  readonly readAt: number;
  /** The first digits of the answer's SHA-256: the same digits, the same rules. */
  readonly hash: string;
};

/** How an account is being read. */
export type ConnectionView = {
  readonly pace: { readonly intervalMs: number; readonly reason: PaceReason } | null;
  /** This computer's clock less the venue's, as last compared; `null` where it was not. */
  readonly clock: { readonly offsetMs: number; readonly isCorrected: boolean } | null;
  /** The tightest limit told during the newest reading; `null` where the venue tells none. */
  readonly room: RoomView | null;
  readonly sentLastMinute: number;
  readonly rules: readonly RuleTableView[];
};

export type AccountView = {
  readonly accountId: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly isDemo: boolean;
  readonly createdAt: number;
  readonly feed: FeedView;
  readonly isPaused: boolean;
  /** Kept by the trader, from a file or by hand: no venue is asked for it. */
  readonly isBook: boolean;
  /** `null` while it is not read. */
  readonly connection: ConnectionView | null;
  /** What its key may do, as last read; `null` without a key, or never read. */
  readonly keyRights: KeyRights | null;
  readonly keyRightsReadAt: number | null;
  /** What its key can do and was not known to when it was added. */
  readonly gainedPowers: readonly KeyPower[];
  /** Public; `null` for an account with a key. */
  readonly walletAddress: string | null;
  /** What the newest reading left open, and what that keeps from being computed. */
  readonly gaps: readonly GapView[];
};

export type AccountsView = {
  readonly accounts: readonly AccountView[];
  /** Why no key for a real venue can be stored here, in a sentence; `null` when it can. */
  readonly keysRefusedBecause: string | null;
};

/** What is stored of an account beside itself. */
export type AccountHistoryView = {
  readonly label: string;
  readonly snapshotCount: number;
  /** `null` when it was never read. */
  readonly firstReadAt: number | null;
  readonly lastReadAt: number | null;
  /** Copies of the database, made before upgrades, that hold the account too. */
  readonly backupCount: number;
};

/** An account that is out of sight while its history is still stored. */
export type RemovedAccountView = {
  readonly accountId: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly isDemo: boolean;
  readonly removedAt: number;
  readonly snapshotCount: number;
  /** Its history is being erased and goes on being so, also after a restart. */
  readonly isErasing: boolean;
};

export type RemovedAccountsView = {
  readonly accounts: readonly RemovedAccountView[];
  /** Why erasing does not get on, in a sentence; `null` while it does. */
  readonly failure: string | null;
  /** Copies of what was erased may be found in unused parts of the database until Keel is closed. */
  readonly hasTraces: boolean;
};

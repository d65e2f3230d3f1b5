import type { KeyRights } from "../domain/key-rights.ts";
import type { GapView } from "./figure.ts";
import type { FeedView } from "./overview.ts";

export type AccountView = {
  readonly accountId: string;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: string;
  readonly isDemo: boolean;
  readonly createdAt: number;
  readonly snapshotCount: number;
  readonly feed: FeedView;
  readonly isPaused: boolean;
  /** What its key may do, as read when it was added; `null` without a key, or never read. */
  readonly keyRights: KeyRights | null;
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

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
};

export type AccountsView = {
  readonly accounts: readonly AccountView[];
  /** Why no key for a real venue can be stored here, in a sentence; `null` when it can. */
  readonly keysRefusedBecause: string | null;
};

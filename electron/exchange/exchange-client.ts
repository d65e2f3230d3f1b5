import type { ErrorCode } from "#shared/contract/reply.ts";
import type { AccountId } from "#shared/domain/ids.ts";
import type { KeyRights } from "#shared/domain/key-rights.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";

/** What sync needs from any venue. */
export type ExchangeClient = {
  /**
   * Reads the whole account once. Throws a VenueError; a partial failure that leaves the account
   * readable becomes a gap in the snapshot instead.
   */
  readonly fetchAccount: () => Promise<AccountSnapshot>;
  readonly close: () => Promise<void>;
};

/** A client that can also say what its key may do. */
export type VenueClient = ExchangeClient & {
  /** Throws a VenueError; a venue that does not say, or fails to, leaves the rights unknown instead. */
  readonly fetchKeyRights: () => Promise<KeyRights>;
};

export type Connection = {
  readonly accountId: AccountId;
  readonly label: string;
  readonly venue: string;
  readonly marginModel: MarginModelId;
  /** Loopback address every request is sent through instead of the venue: demo and tests only. */
  readonly proxyUrl: string | null;
};

/** View-only keys. Live in the vault and in the client, nowhere else. */
export type Credential = {
  readonly apiKey: string;
  readonly secret: string;
  /** A third part at some venues (OKX, Bitget, KuCoin). */
  readonly passphrase?: string;
  /** Instead of a key at venues whose accounts are public (Hyperliquid, dYdX). */
  readonly walletAddress?: string;
};

export type ConnectExchange = (
  connection: Connection,
  credential: Credential,
  now: () => number,
) => VenueClient;

/** A venue's failure as one of our codes. The message holds no secret and no raw answer. */
export class VenueError extends Error {
  readonly code: ErrorCode;
  /** How long the venue asked us to wait. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "VenueError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

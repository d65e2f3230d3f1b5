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

/** A client that can also say what its key may do, and how it is getting on. */
export type VenueClient = ExchangeClient & {
  /** Throws a VenueError; a venue that does not say, or fails to, leaves the rights unknown instead. */
  readonly fetchKeyRights: () => Promise<KeyRights>;
  /** `null` before the first reading. */
  readonly report: () => ConnectionReport | null;
  /** After a sleep: ends what is under way on sockets that may be dead, and distrusts the clock. */
  readonly wake: () => void;
};

/** What a connection knows of itself after its newest reading. */
export type ConnectionReport = {
  /** This computer's clock less the venue's; `null` where they were not compared. */
  readonly clock: { readonly offsetMs: number; readonly isCorrected: boolean } | null;
  /** The tightest limit told during the newest reading; `null` where none was. */
  readonly room: Room | null;
  readonly sentLastMinute: number;
  /** Time of the venue that a reading uses up at the fastest pace it allows; `null`: not measured. */
  readonly readingMs: number | null;
  /** Tables of rules that are kept between readings, oldest first. */
  readonly rules: readonly RuleTable[];
};

/** What the venue said is left of a request limit, of its address or of one endpoint. */
export type Room = {
  readonly left: number;
  readonly limit: number;
  readonly unit: "weight" | "requests";
  readonly windowMs: number;
};

export type RuleTable = {
  readonly name: string;
  readonly readAt: number;
  /** First digits of the answer's SHA-256. */
  readonly hash: string;
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
  /** Whether it was this computer's address that was asked to, where the venue counts by account. */
  readonly isOfAddress: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryAfterMs?: number | null; isOfAddress?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "VenueError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isOfAddress = options.isOfAddress ?? false;
  }
}

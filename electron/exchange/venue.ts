import type { GenericVenueId } from "#shared/domain/generic-venues.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { Connection, VenueError } from "./exchange-client.ts";
import type { Instrument } from "./normalize-instruments.ts";
import type { UnifiedSession } from "./unified-session.ts";

/**
 * What Keel must know of one venue beyond ccxt: how it refuses, and how an account is read. A venue
 * is data and small functions; it never sees keys, sockets or ccxt.
 */
export type Venue = {
  /** ccxt's name of the venue, and the settings its class needs. */
  readonly exchange: CcxtId;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What goes out with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Addresses that its class does not list, in ccxt's form: where an area lies, what is asked there. */
  readonly addresses?: {
    readonly urls: { readonly api: Readonly<Record<string, string>> };
    readonly api: Readonly<Record<string, unknown>>;
  };
  /** Least time between two requests for each unit of their weight, in milliseconds; `null`: as ccxt's class says. */
  readonly weightMs: number | null;
  /**
   * Whether the venue counts over a minute, so that a reading may be asked all at once and is of one
   * moment; otherwise its requests are spread evenly.
   */
  readonly countsByMinute?: true;
  /**
   * The meaning of an answer that is an error, `null` when it is none or means nothing special.
   * Asked before ccxt's own reading, because ccxt's classes mislead (a revoked key looks like a
   * rate limit once the account was read, a wrong clock like a network failure). Times in it are
   * compared with the venue's clock as far as that is known; `Retry-After` is read for every venue.
   */
  readonly refusal: (answer: HttpAnswer, venueNow: number) => VenueError | null;
  /** One reader per connection; it may keep what changes slowly between readings. */
  readonly createReader: (session: VenueSession) => AccountReader;
};

/** The ccxt classes that are bundled. */
export type CcxtId =
  | GenericVenueId
  | "binance"
  | "binancecoinm"
  | "binanceusdm"
  | "bitget"
  | "bybit"
  | "deribit"
  | "dydx"
  | "gate"
  | "hyperliquid"
  | "krakenfutures"
  | "kucoinfutures"
  | "okx";

export type HttpAnswer = {
  readonly status: number;
  /** Names as ccxt spells them: `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, `undefined` when it is none. */
  readonly body: unknown;
  /** The answer as it was sent, for pages that are no JSON. */
  readonly text?: string;
};

export type VenueSession = {
  readonly connection: Connection;
  readonly now: () => number;
  /** Public part of the credential: the address, at venues that are read by it. */
  readonly walletAddress: string | null;
  /** Asks one endpoint by ccxt's implicit name. Rejects with a VenueError. */
  readonly call: (endpoint: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Contracts by the venue's symbol. `fresh`: ask the venue again. */
  readonly instruments: (fresh?: "fresh") => Promise<ReadonlyMap<string, Instrument>>;
  readonly rules: RuleLedger;
  /** ccxt's own reading, for venues that Keel knows nothing more of. */
  readonly unified: UnifiedSession;
};

/** Tables of rules, which change a few times a month and are kept between readings. */
export type RuleLedger = {
  /** Asks for one: it is no part of the moment that a reading is of. */
  readonly ask: <Value>(ask: () => Promise<Value>) => Promise<Value>;
  /** Notes one that was kept: one of several under a name where `part` tells which. */
  readonly keep: (name: string, answer: unknown, part?: string) => void;
};

export type AccountReader = () => Promise<AccountSnapshot>;

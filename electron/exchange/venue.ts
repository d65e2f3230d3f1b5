import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { Connection, VenueError } from "./exchange-client.ts";
import type { Instrument } from "./normalize-instruments.ts";

/**
 * What Keel must know of one venue beyond ccxt: how it refuses, and how an account is read. A venue
 * is data and small functions; it never sees keys, sockets or ccxt.
 */
export type Venue = {
  /**
   * The meaning of an answer that is an error, `null` when it is none or means nothing special.
   * Asked before ccxt's own reading, because ccxt's classes mislead (a revoked key looks like a
   * rate limit once the account was read, a wrong clock like a network failure).
   */
  readonly refusal: (answer: HttpAnswer, now: number) => VenueError | null;
  /** One reader per connection; it may keep what changes slowly between readings. */
  readonly createReader: (session: VenueSession) => AccountReader;
};

export type HttpAnswer = {
  readonly status: number;
  /** Names as ccxt spells them: `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, `undefined` when it is none. */
  readonly body: unknown;
};

export type VenueSession = {
  readonly connection: Connection;
  readonly now: () => number;
  /** Asks one endpoint by ccxt's implicit name, without parameters. Rejects with a VenueError. */
  readonly call: (endpoint: string) => Promise<unknown>;
  /** Contracts by the venue's symbol. `fresh`: ask the venue again. */
  readonly instruments: (fresh?: "fresh") => Promise<ReadonlyMap<string, Instrument>>;
};

export type AccountReader = () => Promise<AccountSnapshot>;

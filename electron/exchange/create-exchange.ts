import type { Exchange, ExchangeClass } from "./ccxt-classes.ts";
import type { Pace } from "./ccxt-exchanges.ts";
import { refuseOtherHosts } from "./departure.ts";
import { type Connection, type Credential, VenueError } from "./exchange-client.ts";
import { type RawAnswer, readBody } from "./read-body.ts";
import { withToldWait } from "./told-wait.ts";
import { type CcxtErrors, FAILING_MESSAGE, UNUSABLE_KEY_MESSAGE } from "./venue-errors.ts";
import type { Venue } from "./venue.ts";

type ExchangeInput = {
  readonly venue: Venue;
  readonly connection: Connection;
  /** `null` for one that asks without keys. */
  readonly credential: Credential | null;
  readonly errors: CcxtErrors;
  /** The venue's time as far as it is known, else this computer's. */
  readonly venueNow: () => number;
  readonly commons: { readonly pace: Pace };
};

/**
 * One of ccxt's classes as Keel uses it: it asks the venue's hosts only, reads a body within limits,
 * says what a refusal means, and blames a key that can't be signed with on the key.
 */
export function createExchange(Class: ExchangeClass, input: ExchangeInput): Exchange {
  const { venue, connection, credential, commons } = input;
  const { pace } = commons;
  const weightMs = pace.weightMs ?? venue.weightMs;
  const exchange = new Class({
    ...(credential !== null && credentialOf(credential)),
    number: String,
    enableRateLimit: true,
    ...(weightMs !== null && { rateLimit: weightMs }),
    timeout: pace.timeoutMs,
    options: { ...venue.options },
    ...venue.addresses,
    ...(venue.headers && { headers: { ...venue.headers } }),
    ...(connection.proxyUrl !== null && { proxyUrl: connection.proxyUrl }),
  });
  const send = exchange.fetch.bind(exchange);
  exchange.fetch = async (...request) => {
    refuseOtherHosts(connection.venue, String(request[0]));
    const answer: unknown = await send(...request);
    return answer;
  };
  limitBodies(exchange, pace);
  readRefusals(exchange, input);
  if (credential !== null) blameKey(exchange, input.errors);
  return exchange;
}

/** The credential under ccxt's names. */
function credentialOf({ apiKey, secret, passphrase, walletAddress }: Credential) {
  return {
    apiKey,
    secret,
    ...(passphrase !== undefined && { password: passphrase }),
    ...(walletAddress !== undefined && { walletAddress }),
  };
}

function limitBodies(exchange: Exchange, { timeoutMs }: Pace): void {
  const optionsOf = exchange.getDispatcherOptions.bind(exchange);
  // Between two pieces of a body; the deadline is for the whole of it.
  exchange.getDispatcherOptions = (isPlain) => ({ ...optionsOf(isPlain), bodyTimeout: timeoutMs });
  // ccxt's own never ends when a compressed body is cut, and inflates without a limit.
  exchange.undiciBody = async (answer: RawAnswer, binary) => {
    const body = await readBody(answer);
    return binary === true ? body : new TextDecoder().decode(body);
  };
}

function readRefusals(exchange: Exchange, { venue, venueNow }: ExchangeInput): void {
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, , , , headers, text] = answer;
    const body: unknown = answer[6];
    const answered = { status, headers, body, text };
    const refusal = withToldWait(venue.refusal(answered, venueNow()), answered, venueNow());
    if (refusal) throw refusal;
    // Some classes take a gateway's page for a refusal of the venue's.
    if (status >= 500 && (body === undefined || body === null))
      throw new VenueError("venue_unavailable", FAILING_MESSAGE);
    return handleErrors(...answer);
  };
}

function blameKey(exchange: Exchange, { BaseError }: CcxtErrors): void {
  const sign = exchange.sign.bind(exchange);
  exchange.sign = (...request) => {
    try {
      return sign(...request);
    } catch (error) {
      // ccxt's own says what it is about; any other may hold a part of the secret, and is dropped.
      if (error instanceof BaseError) throw error;
      throw new VenueError("credentials_rejected", UNUSABLE_KEY_MESSAGE);
    }
  };
}

import type { ConnectExchange, Credential } from "../exchange/exchange-client.ts";
import { REDACTED } from "./redact-secrets.ts";

/** The secrets this process has worked with, to be found again in whatever it writes. */
export type KnownSecrets = {
  readonly learn: (credential: Credential) => void;
  /** The text without any of them, as they are or encoded. */
  readonly redact: (text: string) => string;
};

/** What is shorter is no secret, and would be taken out of words and figures. */
const SHORTEST = 6;

export function createKnownSecrets(): KnownSecrets {
  const forms = new Set<string>();
  return {
    learn: ({ apiKey, secret, passphrase = "" }) => {
      const values = [apiKey, secret, passphrase].filter(({ length }) => length >= SHORTEST);
      for (const form of values.flatMap(formsOf)) forms.add(form);
    },
    redact: (text) =>
      // The longest first: one may stand inside another.
      [...forms]
        .toSorted((one, other) => other.length - one.length)
        .reduce((rest, form) => rest.replaceAll(form, REDACTED), text),
  };
}

/** As an error, an address, a header or a dump may show it. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString("hex");
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    bytes.toString("base64").replaceAll("=", ""),
    bytes.toString("base64url"),
    hex,
    hex.toUpperCase(),
  ];
}

/** The same connector; each credential is known before it is used. */
export function learnFirst(secrets: KnownSecrets, connect: ConnectExchange): ConnectExchange {
  return (connection, credential, now) => {
    secrets.learn(credential);
    return connect(connection, credential, now);
  };
}

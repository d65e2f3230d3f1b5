export const REDACTED = "[redacted]";

const SECRET_NAME =
  /(?:api[-_]?key|secret|signature|passphrase|password|token|authorization|private[-_]?key)/i;

/** `apiKey=…`, `"secret": "…"`, `X-MBX-APIKEY: …`: the name stays, the value goes. */
const NAMED_VALUE = new RegExp(
  `(${SECRET_NAME.source}["']?\\s*[:=]\\s*["']?(?:Bearer |Basic )?)[^\\s"'&,;}]+`,
  "gi",
);

const PEM = /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g;

/** Long runs that mix letters and digits are keys, signatures or hashes; ids with dashes are not. */
const LONG_RUN = /(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}/g;
const LONG_BASE64 = /(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])(?=\D*\d)[A-Za-z0-9+/]{40,}={0,2}/g;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** The text without anything that looks like a key, a secret or a signature. */
export function redactSecrets(text: string): string {
  return text
    .replaceAll(PEM, REDACTED)
    .replaceAll(NAMED_VALUE, `$1${REDACTED}`)
    .replaceAll(LONG_BASE64, REDACTED)
    .replaceAll(LONG_RUN, REDACTED);
}

import { expect, it } from "vitest";
import { keyFault, passphraseFault, secretFault } from "./key-text.ts";

const PEM = [
  "-----BEGIN PRIVATE KEY-----",
  "MC4CAQAwBQYDK2VwBCIEIA==",
  "-----END PRIVATE KEY-----",
];

it.each([
  ["a key", keyFault("vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A")],
  ["a key in base64", keyFault("rttp4AzwRfYEdQ7R7X8Z/04Y4TZPa97pqCypi3xXxAqftygftnI6H9yGV+O==")],
  ["a UUID", keyFault("9d2b1f0a-1d3c-4a57-8f52-0a9e1b6f2c11")],
  ["a private key", secretFault(PEM.join("\n"))],
  ["a private key with the line ends of Windows", secretFault(PEM.join("\r\n"))],
  ["a passphrase of words", passphraseFault("drei Öfen & ein Boot")],
  ["a passphrase with a picture", passphraseFault("ein Boot \u{26F5} \u{1F6A4}")],
])("%s is taken", (_, fault) => expect(fault).toBeNull());

it.each([
  ["a zero-width blank", keyFault("abc\u200Bdef"), /can't be seen/],
  ["a byte order mark", keyFault("abc\uFEFFdef"), /can't be seen/],
  ["a control character", secretFault("abc\u0007def"), /can't be seen/],
  ["an inner blank", keyFault("abc def"), /blank/],
  ["a no-break space", keyFault("abc\u00A0def"), /blank/],
  ["two keys in two lines", secretFault("abc\ndef"), /line break/],
  ["a look-alike letter", keyFault("аbc"), /no key has/],
  ["a private key on one line", secretFault(PEM.join("")), /lost its lines/],
  ["half a private key", secretFault(PEM.slice(0, 2).join("\n")), /lost its lines/],
  ["a passphrase with a mark of direction", passphraseFault("abc\u202E"), /can't be seen/],
  ["a passphrase with half a character", passphraseFault("abc\uD83D"), /can't be seen/],
])("%s is refused", (_, fault, words) => expect(fault).toMatch(words));

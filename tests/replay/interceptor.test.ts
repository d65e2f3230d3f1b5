import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type Connection, VenueError } from "../../electron/exchange/exchange-client.ts";
import { secureProcess } from "../../electron/secure-process.ts";

/*
 * Somebody between us and the venue, with a certificate that nobody vouches for, and an environment
 * that tells Node to take any.
 */

const VARIABLE = "NODE_TLS_REJECT_UNAUTHORIZED";

let interceptor: https.Server;
let keysSeen: string[];
let refusals: number;

beforeEach(async () => {
  keysSeen = [];
  refusals = 0;
  interceptor = https.createServer(makeCertificate(), (request, response) => {
    keysSeen.push(...[request.headers["x-mbx-apikey"] ?? []].flat());
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  interceptor.on("tlsClientError", () => (refusals += 1));
  interceptor.listen(0, "127.0.0.1");
  await once(interceptor, "listening");
  process.env[VARIABLE] = "0";
});
afterEach(async () => {
  delete process.env[VARIABLE];
  interceptor.closeAllConnections();
  interceptor.close();
  await once(interceptor, "close");
});

/** A certificate of RFC 5280 that says as little as one can and is signed by itself. */
function makeCertificate() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
  // 1.3.101.112, RFC 8410.
  const algorithm = sequence(Buffer.from("06032b6570", "hex"));
  const nobody = sequence();
  const always = sequence(der(0x17, "200101000000Z"), der(0x18, "99991231235959Z"));
  const key = publicKey.export({ type: "spki", format: "der" });
  const body = sequence(der(0x02, "1"), algorithm, nobody, always, nobody, key);
  const signature = der(0x03, Buffer.of(0), sign(null, body, privateKey));
  const text = sequence(body, algorithm, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
  };
}

function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const toBytes = (part: Buffer | string) => (typeof part === "string" ? Buffer.from(part) : part);
  const content = Buffer.concat(parts.map(toBytes));
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

async function readAccount(): Promise<void> {
  const { port } = interceptor.address() as AddressInfo;
  const connection: Connection = {
    accountId: accountId("account"),
    label: "Main",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    proxyUrl: `https://127.0.0.1:${port}/`,
  };
  const credential = { apiKey: "planted-key", secret: "planted-secret" };
  const client = connectCcxt(connection, credential, Date.now);
  await expect(client.fetchAccount()).rejects.toBeInstanceOf(VenueError);
  await client.close();
}

describe("an interceptor", () => {
  it("gets the key of a process that believes its environment", async () => {
    await readAccount();
    expect(keysSeen).toContain("planted-key");
  });

  it("gets nothing from one that was secured", async () => {
    secureProcess();
    await readAccount();
    expect(refusals).toBeGreaterThan(0);
    expect(keysSeen).toEqual([]);
  });
});

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type Connection, VenueError } from "../../electron/exchange/exchange-client.ts";
import { secureProcess } from "../../electron/secure-process.ts";
import { makeDataDir } from "../../electron/store/testing/open-test-database.ts";

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

function makeCertificate() {
  const folder = makeDataDir();
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"];
  spawnSync("openssl", ["req", ...kind, "-keyout", key, "-out", cert]);
  return { key: readFileSync(key), cert: readFileSync(cert) };
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

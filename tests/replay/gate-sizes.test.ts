import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";

it("Gate is asked for sizes in parts of contracts", async () => {
  const told: unknown[] = [];
  const server = http.createServer((request, response) => {
    told.push(request.headers["x-gate-size-decimal"]);
    response.writeHead(404).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const connection = {
    ...{ accountId: accountId("account"), label: "Main", venue: "gate" },
    ...{ marginModel: "gate-unified" as const, proxyUrl: `http://127.0.0.1:${port}/` },
  };
  const credential = { apiKey: "the-key", secret: "the-secret" };
  const pace = { timeoutMs: 500, deadlineMs: 2_000, weightMs: 1 };
  const client = connectCcxt(connection, credential, () => 1_795_392_000_500, pace);
  await expect(client.fetchAccount()).rejects.toBeInstanceOf(Error);
  await client.close();
  server.closeAllConnections();
  server.close();
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told)).toEqual(new Set(["1"]));
});

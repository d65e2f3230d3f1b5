import dns from "node:dns";
import { expect, it, onTestFinished } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";

/** Every name is unknown from now on, as without a network; returns the names that were asked for. */
function loseNames(): readonly string[] {
  const asked: string[] = [];
  const { lookup } = dns;
  const fail = (host: string, _options: unknown, done: (error: Error) => void): void => {
    asked.push(host);
    done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }));
  };
  Reflect.set(dns, "lookup", fail);
  onTestFinished(() => void Reflect.set(dns, "lookup", lookup));
  return asked;
}

it("takes a venue whose name can't be looked up for one that can't be reached", async () => {
  const asked = loseNames();
  const client = connectCcxt(
    {
      accountId: accountId("account"),
      label: "Main",
      venue: "binanceusdm",
      marginModel: "binance-usdm",
      proxyUrl: null,
    },
    { apiKey: "the-key", secret: "the-secret" },
    Date.now,
  );
  await expect(client.fetchAccount()).rejects.toMatchObject({
    code: "venue_unavailable",
    message: expect.not.stringMatching(/binance|the-key|ENOTFOUND/),
  });
  expect(new Set(asked)).toEqual(new Set(["fapi.binance.com"]));
  await client.close();
});

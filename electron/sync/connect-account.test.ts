import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import type { Credential } from "../exchange/exchange-client.ts";
import type { SecretVault } from "../ports.ts";
import { connectAccount } from "./connect-account.ts";

const ACCOUNT = {
  accountId: accountId("a"),
  label: "Main",
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  isDemo: false,
  createdAt: 0,
  walletAddress: null,
} as const;

it("opens nothing when it was closed while the vault was read", async () => {
  let unlock = (_: Credential): void => {};
  const vault: SecretVault = {
    find: () => new Promise((resolve) => (unlock = resolve)),
    store: async () => {},
    remove: async () => {},
    sweep: async () => {},
    refusedBecause: () => null,
  };
  const connectExchange = () => expect.unreachable("a client was opened that nobody closes");
  const client = connectAccount({ connectExchange, vault, now: () => 0 }, ACCOUNT, null);
  const reading = client.fetchAccount();
  await client.close();
  unlock({ apiKey: "key", secret: "secret" });
  await expect(reading).rejects.toMatchObject({ code: "venue_unavailable" });
});

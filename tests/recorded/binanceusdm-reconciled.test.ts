import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import { type ReplayServer, startReplayServer } from "../replay/replay-server.ts";

const ROOT = path.join(import.meta.dirname, "../../../shared/data/recorded");
const isThere = existsSync(ROOT);

let server: ReplayServer;
beforeAll(async () => {
  if (isThere) server = await startReplayServer(ROOT);
});
afterAll(() => server?.close());

async function reconcile(account: string) {
  const connection = {
    accountId: accountId(account),
    label: account,
    venue: "binanceusdm",
    marginModel: "binance-usdm" as const,
    proxyUrl: server.proxyUrl(account),
  };
  const client = connectCcxt(connection, { apiKey: "key", secret: "secret" }, Date.now);
  const assessment = assessAccount(await client.fetchAccount());
  await client.close();
  return assessment;
}

describe.skipIf(!isThere)("recorded accounts against the venue's own figures", () => {
  it.each([
    ["binanceusdm-demo", 24],
    ["binanceusdm-flat", 4],
    ["binanceusdm-hedge", 11],
  ])("%s: all %i figures agree to the digits the venue prints", async (account, figures) => {
    const { reconciliation } = await reconcile(account);
    expect(reconciliation.filter((row) => !row.agrees)).toEqual([]);
    expect(reconciliation).toHaveLength(figures);
  });

  it("binanceusdm-hedge: the long whose equity exceeds its notional has no liquidation price", async () => {
    const { positions } = await reconcile("binanceusdm-hedge");
    const ada = positions.find(({ position }) => position.base === "ADA");
    expect([ada?.liquidationPrice, ada?.liquidationPriceReason]).toEqual([null, "none"]);
  });
});

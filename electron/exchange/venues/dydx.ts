import { askOptional, NOT_ASKED } from "../optional-answer.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Venue } from "../venue.ts";
import { addressAnswer } from "./dydx/answers.ts";
import { heldRows } from "./dydx/normalize-positions.ts";
import { dydxRefusal } from "./dydx/refusals.ts";
import { toSnapshot } from "./dydx/snapshot.ts";
import { parseWallet } from "./dydx/wallet.ts";

/**
 * dYdX v4 perpetuals from the chain's indexer, by address and without a key. One parent subaccount
 * with its isolated children is one account. Three requests a reading.
 */
export const dydx: Venue = {
  exchange: "dydx",
  // 100 requests in 10 seconds for each address. Source: docs.dydx.xyz, indexer rate limits, read
  // 2026-11-23.
  weightMs: 100,
  refusal: dydxRefusal,
  createReader: (session) => async () => {
    const wallet = parseWallet(session.walletAddress);
    const { address, subaccount: subaccountNumber } = wallet;
    const [all, orders] = await Promise.all([
      session.call("indexerGetAddressesAddress", { address }),
      askOptional(session, "indexerGetOrders", { address, subaccountNumber, status: "OPEN" }),
    ]);
    const { subaccounts } = parseAnswer(addressAnswer, all, "addresses");
    const isHolding = subaccounts.some((each) => heldRows(each).length > 0);
    const markets = isHolding
      ? await askOptional(session, "indexerGetPerpetualMarkets")
      : NOT_ASKED;
    return toSnapshot(
      { subaccounts, markets, orders },
      { connection: session.connection, wallet, readAt: session.now() },
    );
  },
};

import { it } from "vitest";
import type { Composed } from "../../electron/exchange/testing/composed-account.ts";
import { loadComposed, readComposed } from "../../electron/exchange/testing/composed-account.ts";
import { binanceCoinm } from "../../electron/exchange/venues/binancecoinm.ts";
import { binanceUsdm } from "../../electron/exchange/venues/binanceusdm.ts";
import { loadAnswers } from "../../electron/exchange/testing/composed-usdm.ts";
import { expectReconciled } from "./recorded-account.ts";

// No account of these kinds is recorded: the composed ones state what the venue's published rule
// makes of them, computed apart from the engine.

it("COIN-M, hedge mode in two coins: all 19 figures agree", async () => {
  const account = loadComposed("binancecoinm", "account.hedge-two-coins.json");
  expectReconciled(await readComposed(binanceCoinm, account), 19, []);
});

it("USD-M in multi-assets mode: all 9 figures but the made-up liquidation price agree", async () => {
  const account: Composed = loadAnswers("account.multi-assets.json");
  expectReconciled(await readComposed(binanceUsdm, account), 10, [
    "position.liquidationPrice BTC/USDT:USDT long",
  ]);
});

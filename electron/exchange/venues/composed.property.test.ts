import fc from "fast-check";
import { expect, it } from "vitest";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../engine/assess-account.ts";
import { VenueError } from "../exchange-client.ts";
import { type Composed, loadComposed, readComposed } from "../testing/composed-account.ts";
import { everyDecimalIn, garbage, pathsIn, replaceAt } from "../testing/garbage.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { gate } from "./gate.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

function expectUsable(snapshot: AccountSnapshot): void {
  for (const figure of everyDecimalIn(snapshot)) expect(figure.isFinite()).toBe(true);
  for (const { markPrice, quantity } of snapshot.positions) {
    expect(quantity.gt(0)).toBe(true);
    expect(markPrice === null || markPrice.gt(0)).toBe(true);
  }
  for (const { funding } of snapshot.positions) {
    expect(funding === null || funding.rate.abs().lt(1)).toBe(true);
    expect(() => new Date(funding?.nextAt ?? 0).toISOString()).not.toThrow();
  }
  expect(() => assessAccount(snapshot)).not.toThrow();
}

it.each([
  ["okx", okx, "account.multi-all-kinds.json"],
  ["okx", okx, "account.single-two-coins.json"],
  ["bitget", bitget, "account.multi-asset-hedge.json"],
  ["bybit", bybit, "account.every-kind.json"],
  ["gate", gate, "account.multi-currency.json"],
  ["krakenfutures", krakenFutures, "account.walls-and-retail-levels.json"],
  ["kucoinfutures", kucoinFutures, "account.hedge-three-wallets.json"],
  ["binancecoinm", binanceCoinm, "account.hedge-two-coins.json"],
  ["binanceportfolio", binancePortfolio, "account.hedge-two-markets.json"],
] as const)(
  "%s: garbage in any field is a refusal or a snapshot of finite figures",
  async (name, venue, file) => {
    const paths = pathsIn(loadComposed(name, file).answers);
    const property = fc.asyncProperty(fc.constantFrom(...paths), garbage, async (at, value) => {
      const changed: Composed = loadComposed(name, file);
      replaceAt(changed.answers, at, value);
      let snapshot: AccountSnapshot;
      try {
        snapshot = await readComposed(venue, changed);
      } catch (error) {
        expect(error).toBeInstanceOf(VenueError);
        return;
      }
      expectUsable(snapshot);
    });
    await fc.assert(property, { numRuns: 300 });
  },
);

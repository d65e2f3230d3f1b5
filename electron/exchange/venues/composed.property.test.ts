import fc from "fast-check";
import { expect, it } from "vitest";
import { Decimal } from "#shared/domain/decimal.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../engine/assess-account.ts";
import { VenueError } from "../exchange-client.ts";
import { type Composed, loadComposed, readComposed } from "../testing/composed-account.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { gate } from "./gate.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

type At = readonly (string | number)[];

/** Paths of everything inside: `["privateGetAccountBalance", "data", 0, "adjEq"]`. */
function pathsIn(value: unknown, at: At = []): At[] {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...at, key]));
  return at.length === 0 ? inside : [at, ...inside];
}

function replaceAt(root: unknown, at: At, replacement: unknown): void {
  const holder = at
    .slice(0, -1)
    .reduce<unknown>((value, key) => Reflect.get(Object(value), key), root);
  Reflect.set(Object(holder), at.at(-1) ?? "", replacement);
}

const garbage = fc.oneof(
  fc.constantFrom("", "0", "-1", "NaN", "1e400", "null", "<html>", "__proto__", undefined, null),
  fc.jsonValue(),
  fc.double(),
  fc.stringMatching(/^-?\d{1,30}(\.\d{1,20})?$/),
);

function everyDecimalIn(value: unknown): readonly Decimal[] {
  if (value instanceof Decimal) return [value];
  if (value instanceof Map) return [...value.values()].flatMap(everyDecimalIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(everyDecimalIn);
}

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

import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod/mini";
import { Decimal } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import { normalizeInstruments } from "../../normalize-instruments.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { accountAnswer, positionRiskAnswer } from "./answers.ts";
import { toSnapshot } from "./snapshot.ts";

const FILE = "../../__recorded__/binanceusdm/account.hedge-two-pools.json";
const text = readFileSync(path.join(import.meta.dirname, FILE), "utf8");
const json = z.record(z.string(), z.unknown());
const recording = z.object({ markets: z.array(z.unknown()), answers: json });

/** Paths of everything inside: `["positionRisk", 0, "markPrice"]`. */
function pathsIn(value: unknown, at: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[...at]];
  const inside = Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...at, key]));
  return at.length === 0 ? inside : [[...at], ...inside];
}

function replaceAt(root: unknown, at: readonly (string | number)[], replacement: unknown): void {
  const holder = at
    .slice(0, -1)
    .reduce<unknown>((value, key) => Reflect.get(Object(value), key), root);
  Reflect.set(Object(holder), at.at(-1) ?? "", replacement);
}

const PATHS = pathsIn(z.parse(recording, JSON.parse(text)).answers);

const garbage = fc.oneof(
  fc.constantFrom("", "0", "-1", "NaN", "1e400", "null", "<html>", "__proto__", undefined, null),
  fc.jsonValue(),
  fc.double(),
  fc.stringMatching(/^-?\d{1,30}(\.\d{1,20})?$/),
);

function read({ markets, answers }: z.infer<typeof recording>): AccountSnapshot {
  const source = (key: string) => ({ answer: answers[key], failure: null });
  return toSnapshot(
    {
      account: parseAnswer(accountAnswer, answers["account"], "account"),
      positionRisk: parseAnswer(positionRiskAnswer, answers["positionRisk"], "positionRisk"),
      leverageBracket: source("leverageBracket"),
      symbolConfig: source("symbolConfig"),
      assetIndex: source("assetIndex"),
      funding: { premiumIndex: source("premiumIndex"), fundingInfo: source("fundingInfo") },
      openOrders: source("openOrders"),
      accountModes: Array.isArray(answers["accountModes"])
        ? answers["accountModes"].map((answer: unknown) => ({ answer, failure: null }))
        : [],
    },
    {
      connection: {
        accountId: accountId("account"),
        label: "Main",
        venue: "binanceusdm",
        marginModel: "binance-usdm",
        proxyUrl: null,
      },
      instruments: normalizeInstruments(markets),
      readAt: 0,
    },
  );
}

function everyDecimalIn(value: unknown): readonly Decimal[] {
  if (value instanceof Decimal) return [value];
  if (value instanceof Map) return [...value.values()].flatMap(everyDecimalIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(everyDecimalIn);
}

it("garbage in any field is a refusal or a snapshot of finite figures, never another error", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), garbage, (at, replacement) => {
      const changed = z.parse(recording, JSON.parse(text));
      replaceAt(changed.answers, at, replacement);
      let snapshot: AccountSnapshot;
      try {
        snapshot = read(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(VenueError);
        return;
      }
      for (const figure of everyDecimalIn(snapshot)) expect(figure.isFinite()).toBe(true);
      for (const { markPrice, quantity } of snapshot.positions) {
        expect(quantity.gt(0)).toBe(true);
        expect(markPrice === null || markPrice.gt(0)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

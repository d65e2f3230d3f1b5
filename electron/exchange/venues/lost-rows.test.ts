import { expect, it } from "vitest";
import type { Gap } from "#shared/domain/gap.ts";
import { VenueError } from "../exchange-client.ts";
import {
  type Composed,
  composedFiles,
  loadComposed,
  readComposed,
} from "../testing/composed-account.ts";
import { loadAnswers } from "../testing/composed-usdm.ts";
import type { Venue } from "../venue.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { binanceUsdm } from "./binanceusdm.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { deribit } from "./deribit.ts";
import { dydx } from "./dydx.ts";
import { gate } from "./gate.ts";
import { hyperliquid } from "./hyperliquid.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

/*
 * Every list of positions of every composed account, emptied alone, and every row of it, dropped
 * alone: what remains has to be refused, or to be contradicted by what the account states itself.
 */

type Listed = {
  readonly venue: Venue;
  /** Where positions stand: part of an endpoint's name → path in its answer. */
  readonly lists: Readonly<Record<string, string>>;
  readonly load?: (file: string) => Composed;
};

const VENUES: Readonly<Record<string, Listed>> = {
  binancecoinm: { venue: binanceCoinm, lists: { PositionRisk: "", GetAccount: "positions" } },
  binanceportfolio: {
    ...{ venue: binancePortfolio, lists: { PositionRisk: "", mAccount: "positions" } },
  },
  binanceusdm: {
    ...{ venue: binanceUsdm, lists: { PositionRisk: "", GetAccount: "positions" } },
    load: loadAnswers,
  },
  bitget: { venue: bitget, lists: { CurrentPosition: "data.list" } },
  bybit: { venue: bybit, lists: { PositionList: "result.list" } },
  deribit: { venue: deribit, lists: { GetPositions: "result" } },
  dydx: { venue: dydx, lists: { Addresses: "subaccounts.*.openPerpetualPositions" } },
  gate: { venue: gate, lists: { FuturesGetSettlePositions: "" } },
  hyperliquid: { venue: hyperliquid, lists: { clearinghouseState: "assetPositions" } },
  krakenfutures: { venue: krakenFutures, lists: { Openpositions: "openPositions" } },
  kucoinfutures: { venue: kucoinFutures, lists: { GetPositions: "data" } },
  okx: { venue: okx, lists: { AccountPositions: "data" } },
};

const OWES = "debts and open orders are in the account's margin, and the profit is small";
const NOTHING_TOLD = "the account's answer states no total of positions";

/** What no answer tells, by venue and account, with the reason. docs/venues.md says the same. */
const NOT_NOTICED: Readonly<Record<string, string>> = {
  "bitget multi-asset-hedge: USDT-FUTURES 0": OWES,
  "bitget multi-asset-hedge: USDT-FUTURES 1": OWES,
  "bitget multi-asset-hedge: USDT-FUTURES 2": OWES,
  "bitget multi-asset-hedge: USDT-FUTURES 3": OWES,
  "bitget only-required: USDT-FUTURES 0": "open orders, which are not read, may be in the margin",
  "bitget only-required: USDT-FUTURES all": "open orders, which are not read, may be in the margin",
  "bybit isolated-only-required: linear USDT 0": NOTHING_TOLD,
  "bybit isolated-only-required: linear USDT all": NOTHING_TOLD,
  "deribit only-required: 0": NOTHING_TOLD,
  "deribit only-required: all": NOTHING_TOLD,
  "gate multi-currency: usdt 1": OWES,
  "gate multi-currency: usdt 2": OWES,
  "krakenfutures walls-and-retail-levels: 1": "no total has isolated positions for certain in it",
  "kucoinfutures only-required: 0": NOTHING_TOLD,
  "kucoinfutures only-required: all": NOTHING_TOLD,
  "okx multi-all-kinds: 4": OWES,
  "okx multi-all-kinds: 5": "an option's profit may not be in that of its coin",
  "okx multi-all-kinds: 6": "spot margin is no position here, its profit is zero",
};

type At = readonly string[];

const inside = (value: unknown, at: At): unknown =>
  at.reduce<unknown>((each, key) => Reflect.get(Object(each), key), value);

/** Places that a path means: `*` is any. */
function placesOf(value: unknown, path: string): readonly At[] {
  return path === ""
    ? [[]]
    : path
        .split(".")
        .reduce<readonly At[]>(
          (places, key) =>
            places.flatMap((at) =>
              key === "*"
                ? Object.keys(Object(inside(value, at))).map((each) => [...at, each])
                : [[...at, key]],
            ),
          [[]],
        );
}

const SIZES = ["positionAmt", "total", "size", "currentQty", "pos", "szi"];

function isHeld(row: unknown): boolean {
  const fields = Object(Reflect.get(Object(row), "position") ?? row);
  return SIZES.some((size) => Number(Reflect.get(fields, size) ?? 0) !== 0);
}

/** A list without one row; without any where none is named. Some lists are objects. */
function without(list: unknown, dropped: string | null): unknown {
  const rest = Object.entries(Object(list)).filter(([key]) => dropped !== null && key !== dropped);
  return Array.isArray(list) ? rest.map(([, row]) => row) : Object.fromEntries(rest);
}

function replaced(value: unknown, [key, ...rest]: At, by: (list: unknown) => unknown): unknown {
  if (key === undefined) return by(value);
  const changed = replaced(Reflect.get(Object(value), key), rest, by);
  return Array.isArray(value)
    ? value.with(Number(key), changed)
    : { ...Object(value), [key]: changed };
}

/** What an endpoint was asked about, where it is asked more than once. */
function detailsOf(endpoint: string): readonly string[] {
  const [, parameters = ""] = endpoint.split(" ");
  const told: unknown = parameters.startsWith("{") ? JSON.parse(parameters) : {};
  return Object.values(Object(told)).filter((each) => typeof each === "string");
}

type Loss = { readonly name: string; readonly endpoint: string; readonly answer: unknown };

/** Everything that can get lost of an account, one at a time. */
function lossesOf({ answers }: Composed, { lists }: Listed): readonly Loss[] {
  return Object.entries(lists).flatMap(([part, path]) =>
    Object.keys(answers)
      .filter((endpoint) => endpoint.includes(part))
      .flatMap((endpoint) => placesOf(answers[endpoint], path).map((at) => ({ endpoint, at })))
      .flatMap(({ endpoint, at }) => {
        const rows = Object.entries(Object(inside(answers[endpoint], at)) as object);
        const held = rows.filter(([, row]) => isHeld(row)).map(([key]) => key);
        return (held.length === 0 ? [] : [null, ...held]).map((dropped) => ({
          name: [...detailsOf(endpoint), dropped ?? "all"].join(" "),
          endpoint,
          answer: replaced(answers[endpoint], at, (list) => without(list, dropped)),
        }));
      }),
  );
}

const contradictions = (gaps: readonly Gap[]) =>
  gaps.filter(({ code }) => code === "contradiction").map(({ message }) => message);

async function isNoticed(venue: Venue, account: Composed, loss: Loss): Promise<boolean> {
  const before = contradictions((await readComposed(venue, account)).gaps);
  const answers = { ...account.answers, [loss.endpoint]: loss.answer };
  try {
    const { gaps } = await readComposed(venue, { ...account, answers });
    return contradictions(gaps).some((message) => !before.includes(message));
  } catch (error) {
    expect(error).toBeInstanceOf(VenueError);
    return true;
  }
}

it.each(Object.entries(VENUES))("%s: no lost position passes unnoticed", async (name, listed) => {
  const unnoticed: string[] = [];
  let count = 0;
  for (const file of composedFiles(name)) {
    const account = listed.load?.(file) ?? loadComposed(name, file);
    for (const loss of lossesOf(account, listed)) {
      count += 1;
      const isSeen = await isNoticed(listed.venue, account, loss);
      if (!isSeen) unnoticed.push(`${name} ${file.split(".")[1]}: ${loss.name}`);
    }
  }
  expect(count).toBeGreaterThan(2);
  const known = Object.keys(NOT_NOTICED).filter((each) => each.startsWith(`${name} `));
  expect(unnoticed.toSorted()).toEqual(known.toSorted());
});

import { expect, it } from "vitest";
import { chooseWait, keepWait, remainingMs, type ToldWaits, type Wait, waitsOf } from "./waits.ts";

const AT = 1_000;

/** Connects by key; each has the waits of its own moment. */
const connectTo =
  (told: ToldWaits) =>
  (venue: string, apiKey: string, { proxyUrl = null, at = AT }: Partial<Place> = {}) =>
    waitsOf(told, { venue, proxyUrl }, { apiKey, secret: "the-secret" }, at);
type Place = { readonly proxyUrl: string | null; readonly at: number };

it("shares a wait of one address among all accounts of an operator, and with no replay", () => {
  const connect = connectTo(new Map());
  keepWait(connect("binanceusdm", "one").account(), AT, 5_000);
  const rests = [
    connect("binanceusdm", "two"),
    connect("binancecoinm", "three"),
    connect("binanceusdm", "four", { proxyUrl: "http://127.0.0.1:1/" }),
    connect("bybit", "five"),
  ].map(({ address }) => remainingMs(address(), AT));
  expect(rests).toEqual([5_000, 5_000, 0, 0]);
});

it("keeps a wait of one account where the venue counts by account, whoever connects its key", () => {
  const connect = connectTo(new Map());
  keepWait(connect("bybit", "one").account(), AT, 5_000);
  const waits = [connect("bybit", "one"), connect("bybit", "two")];
  expect(waits.map(({ account }) => remainingMs(account(), AT))).toEqual([5_000, 0]);
  expect(waits.map(({ address }) => remainingMs(address(), AT))).toEqual([0, 0]);
});

it("keeps no key, and drops what is over", () => {
  const told: ToldWaits = new Map();
  const connect = connectTo(told);
  keepWait(connect("bybit", "one").account(), AT, 5_000);
  expect([...told.keys()].join()).not.toContain("one");
  connect("okx", "two", { at: AT + 5_000 + 59_999 });
  expect(told.size).toBe(1);
  connect("okx", "three", { at: AT + 5_000 + 60_000 });
  expect(told.size).toBe(0);
});

it("shares a wait with a connection that is older than what was dropped", () => {
  const connect = connectTo(new Map());
  const old = connect("binanceusdm", "one");
  keepWait(old.address(), AT, 5_000);
  const anew = connect("binanceusdm", "two", { at: AT + 600_000 });
  keepWait(old.address(), AT + 600_000, 5_000);
  expect(remainingMs(anew.address(), AT + 600_000)).toBe(5_000);
});

it("chooses longer waits for a venue that goes on asking to slow down, and starts again later", () => {
  const wait: Wait = { from: 0, until: 0, chosenMs: 0 };
  const chosen: number[] = [];
  let at = 1_000_000;
  const refuse = (laterMs: number): void => {
    at = Math.max(at, wait.until) + laterMs;
    chooseWait(wait, at);
    // Of several that were asked together the first decides.
    chooseWait(wait, at);
    chosen.push(remainingMs(wait, at));
  };
  for (const laterMs of [0, 0, 5_000, 59_999, 0, 0, 60_000]) refuse(laterMs);
  expect(chosen).toEqual([10_000, 20_000, 40_000, 80_000, 120_000, 120_000, 10_000]);
});

it("starts again after the clock was set back", () => {
  const wait: Wait = { from: 0, until: 0, chosenMs: 0 };
  chooseWait(wait, 1_000_000);
  expect(remainingMs(wait, 999_999)).toBe(0);
  chooseWait(wait, 500_000);
  expect(remainingMs(wait, 500_000)).toBe(10_000);
});

import { expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { chooseWait, keepWait, remainingMs, type Wait, waitsOf } from "./waits.ts";

const account = (venue: string, id: string, proxyUrl: string | null = null) => ({
  venue,
  accountId: accountId(id),
  proxyUrl,
});

it("shares a wait of one address among all accounts of an operator, and with no replay", () => {
  const shared = new Map<string, Wait>();
  const first = waitsOf(shared, account("binanceusdm", "one"));
  keepWait(first.account, 1_000, 5_000);
  const rests = [
    account("binanceusdm", "two"),
    account("binancecoinm", "three"),
    account("binanceusdm", "four", "http://127.0.0.1:1/"),
    account("bybit", "five"),
  ].map((each) => remainingMs(waitsOf(shared, each).address, 1_000));
  expect(rests).toEqual([5_000, 5_000, 0, 0]);
});

it("keeps a wait of one account where the venue counts by account, whoever connects it", () => {
  const shared = new Map<string, Wait>();
  const one = account("bybit", "one");
  keepWait(waitsOf(shared, one).account, 1_000, 5_000);
  const waits = [one, account("bybit", "two")].map((each) => waitsOf(shared, each));
  expect(waits.map((each) => remainingMs(each.account, 1_000))).toEqual([5_000, 0]);
  expect(waits.map((each) => remainingMs(each.address, 1_000))).toEqual([0, 0]);
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

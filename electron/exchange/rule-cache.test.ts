import { expect, it } from "vitest";
import { createListCache, createRuleCache } from "./rule-cache.ts";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 24);

/** What the cache asks through, how often it did, and its clock. */
function startSession() {
  const state = { now: START, asked: 0 };
  const rules = { ask: <Value>(ask: () => Promise<Value>) => ask(), keep: () => {} };
  const answer = async () => ({ nth: (state.asked += 1) });
  return { state, session: { now: () => state.now, call: answer, rules } };
}

const JUMPS = [
  ["an hour later", HOUR_MS, 2],
  ["a minute later", 60_000, 1],
  ["once the clock was set back by a year", -365 * 24 * HOUR_MS, 2],
] as const;

it.each(JUMPS)("asks for a table of rules again %s", async (_, jumpMs, times) => {
  const { state, session } = startSession();
  const ask = createRuleCache(session as never, () => {});
  await ask("tiers", {});
  state.now += jumpMs;
  expect(await ask("tiers", {})).toEqual({ answer: { nth: times }, failure: null });
});

it.each(JUMPS)("asks for a list of contracts again %s", async (_, jumpMs, times) => {
  const { state, session } = startSession();
  const ask = createListCache({
    session,
    ask: async () => ({ answer: await session.call(), failure: null }),
    namesIn: () => new Set(["BTC"]),
    answer: "contracts",
  });
  await ask(["BTC"]);
  state.now += jumpMs;
  expect(await ask(["BTC"])).toEqual({ answer: { nth: times }, failure: null });
});

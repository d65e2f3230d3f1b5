import { expect, it, vi } from "vitest";
import { createRefresher } from "./refresher.ts";

function createHarness() {
  const asked: string[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const rests: (() => void)[] = [];
  const refresh = createRefresher(
    ({ queryHash }: { queryHash: string }) => {
      asked.push(queryHash);
      return new Promise<void>((resolve, reject) => {
        ends.push((failure) => (failure ? reject(failure) : resolve()));
      });
    },
    () => new Promise<void>((resolve) => rests.push(resolve)),
  );
  return { asked, ends, rests, refresh };
}

it("fetches once more, after a rest, for all that was announced while it fetched", async () => {
  const { asked, ends, rests, refresh } = createHarness();
  const first = refresh({ queryHash: "a" });
  await Promise.all([refresh({ queryHash: "a" }), refresh({ queryHash: "a" })]);
  expect(asked).toEqual(["a"]);
  ends[0]?.();
  await vi.waitUntil(() => rests[0]);
  expect(asked).toEqual(["a"]);
  rests[0]?.();
  await vi.waitUntil(() => ends[1]);
  expect(asked).toEqual(["a", "a"]);
  ends[1]?.();
  await vi.waitUntil(() => rests[1]);
  rests[1]?.();
  await first;
  expect(asked).toEqual(["a", "a"]);
});

it("fetches once more for what was announced while it rested", async () => {
  const { asked, ends, rests, refresh } = createHarness();
  void refresh({ queryHash: "a" });
  ends[0]?.();
  await vi.waitUntil(() => rests[0]);
  void refresh({ queryHash: "a" });
  expect(asked).toEqual(["a"]);
  rests[0]?.();
  await vi.waitUntil(() => ends[1]);
  expect(asked).toEqual(["a", "a"]);
});

it("lets nothing wait for something else", () => {
  const { asked, refresh } = createHarness();
  void refresh({ queryHash: "slow" });
  void refresh({ queryHash: "quick" });
  expect(asked).toEqual(["slow", "quick"]);
});

it("fetches again after a failure", async () => {
  const { asked, ends, refresh } = createHarness();
  const failing = refresh({ queryHash: "a" });
  ends[0]?.(new Error("down"));
  await expect(failing).rejects.toThrow("down");
  void refresh({ queryHash: "a" });
  expect(asked).toEqual(["a", "a"]);
});

import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { buildBook } from "../document/testing/build-book.ts";
import { createBookReader } from "./book-reader.ts";

/** Far more than is read in one turn. */
const LARGE = buildBook({ accounts: 200, positions: 30 });
const SMALL = buildBook({ accounts: 1, positions: 1 });

it("lets others have their turn, and tells them how far it is", async () => {
  const reader = createBookReader();
  const over = new AbortController();
  const reading = reader.work("one", (work) => work.read(LARGE)).finally(() => over.abort());
  const seen = new Set<number>();
  while (!over.signal.aborted && seen.size < 3) {
    seen.add(reader.progress("one")?.done ?? 0);
    await setImmediate();
  }
  expect(seen.size).toBe(3);
  expect([...seen]).toEqual([...seen].toSorted((one, other) => one - other));
  expect(await reading).toMatchObject({ ok: true });
  expect(reader.progress("one")).toBeNull();
});

it("ends what is cancelled, and nothing else", async () => {
  const reader = createBookReader();
  const both = Promise.allSettled(
    ["one", "other"].map((id) => reader.work(id, (work) => work.read(LARGE))),
  );
  await setImmediate();
  reader.cancel("one");
  reader.cancel("nobody's");
  expect(await both).toMatchObject([
    { status: "rejected", reason: { code: "conflict" } },
    { status: "fulfilled", value: { ok: true } },
  ]);
});

it("knows the last book by its text, until it is let go of", async () => {
  const reader = createBookReader();
  const read = (text: string) => reader.work(undefined, (work) => work.read(text));
  const first = await read(SMALL);
  expect(await read(SMALL)).toBe(first);
  reader.cancel("its preview");
  expect(await read(SMALL)).not.toBe(first);
  const again = await read(SMALL);
  await read(`${SMALL} `);
  expect(await read(SMALL)).not.toBe(again);
});

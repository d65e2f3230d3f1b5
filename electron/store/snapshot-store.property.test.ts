import fc from "fast-check";
import { expect, it } from "vitest";
import { Decimal, toDecimalString } from "#shared/domain/decimal.ts";
import { accountId } from "#shared/domain/ids.ts";
import { createSnapshotStore } from "./snapshot-store.ts";
import { arbitrarySnapshot } from "./testing/arbitrary-snapshot.ts";
import { buildSnapshot, TEST_ACCOUNT } from "./testing/build-snapshot.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";

/** The same value with every Decimal as its exact text, so that two forms of one amount are equal. */
function toPlain(value: unknown): unknown {
  if (value instanceof Decimal) return `decimal ${toDecimalString(value)}`;
  if (value instanceof Map) return ["map", ...[...value].map(toPlain)];
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toPlain(part)]));
}

it("gives back every snapshot exactly as it was read", () => {
  const store = createSnapshotStore(openTestDatabase());
  fc.assert(
    fc.property(arbitrarySnapshot, (snapshot) => {
      const id = store.append(snapshot);
      expect(toPlain(store.find(id))).toEqual(toPlain(snapshot));
      expect(store.findLatest(snapshot.accountId)?.id).toBe(id);
    }),
    { numRuns: 200 },
  );
});

const instant = fc.integer({ min: 0, max: 50 });

it("finds at any time the newest snapshot read until then", () => {
  fc.assert(
    fc.property(fc.array(instant, { minLength: 1, maxLength: 20 }), instant, (times, at) => {
      const db = openTestDatabase();
      const store = createSnapshotStore(db);
      for (const readAt of times) store.append(buildSnapshot({ readAt }));
      const found = store.findAt(TEST_ACCOUNT, at);
      const newest = Math.max(...times.filter((time) => time <= at));
      expect(found === null ? -Infinity : store.find(found.id)?.readAt).toBe(newest);
      expect(found?.readAt ?? -Infinity).toBe(newest);
      const others = [accountId("never read"), TEST_ACCOUNT];
      expect(store.listAt(others, at)).toEqual(found === null ? [] : [found]);
    }),
    { numRuns: 30 },
  );
});

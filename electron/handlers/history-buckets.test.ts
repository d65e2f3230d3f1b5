import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyBuckets } from "./history-buckets.ts";

const YEAR_MS = 365 * 86_400_000;
const spans = fc
  .tuple(fc.integer({ min: 0, max: 60 * YEAR_MS }), fc.integer({ min: 0, max: YEAR_MS }))
  .map(([from, length]) => ({ from, to: from + length }));
const most = fc.integer({ min: 2, max: 300 });

describe("historyBuckets", () => {
  it("cover the span without a hole, in no more than were asked for and at least half as many", () => {
    fc.assert(
      fc.property(spans, most, (span, mostBuckets) => {
        const buckets = historyBuckets(span, mostBuckets);
        expect(buckets.length).toBeLessThanOrEqual(mostBuckets);
        const isLong = span.to - span.from >= mostBuckets;
        if (isLong) expect(buckets.length).toBeGreaterThanOrEqual(Math.floor(mostBuckets / 2));
        expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([span.from, span.to]);
        for (const [index, bucket] of buckets.entries()) {
          expect(bucket.to).toBeGreaterThanOrEqual(bucket.from);
          if (index > 0) expect(bucket.from).toBe(buckets[index - 1]!.to + 1);
        }
      }),
    );
  });

  it("stay where they are when the span moves on", () => {
    fc.assert(
      fc.property(spans, most, fc.integer({ min: 0, max: YEAR_MS }), (span, mostBuckets, step) => {
        const moved = { from: span.from + step, to: span.to + step };
        const before = historyBuckets(span, mostBuckets).slice(1, -1);
        const after = historyBuckets(moved, mostBuckets);
        const kept = before.filter(({ from, to }) => from > moved.from && to < moved.to);
        expect(after).toEqual(expect.arrayContaining(kept));
      }),
    );
  });

  it("are none of a span that ends before it begins", () => {
    expect(historyBuckets({ from: 5, to: 4 }, 9)).toEqual([]);
    expect(historyBuckets({ from: 5, to: 5 }, 9)).toEqual([{ from: 5, to: 5 }]);
  });
});

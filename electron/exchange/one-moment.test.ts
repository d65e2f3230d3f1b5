import fc from "fast-check";
import { expect, it } from "vitest";
import { type Arrival, momentGap, ONE_MOMENT_MS } from "./one-moment.ts";

const arrival = (at: number, sentAt: number | null = null): Arrival => ({ at, sentAt });

it("takes answers within five seconds for one moment", () => {
  expect(momentGap([])).toBeNull();
  expect(momentGap([arrival(0), arrival(ONE_MOMENT_MS)])).toBeNull();
});

it("marks a reading that took longer, with its seconds", () => {
  const gap = momentGap([arrival(0), arrival(7_400), arrival(1_000)]);
  expect(gap).toMatchObject({ code: "not_one_moment", path: "readAt" });
  expect(gap?.message).toContain("7 s apart,");
});

it("marks answers that the venue itself gave at different times", () => {
  const gap = momentGap([arrival(0, 60_000), arrival(100, 0), arrival(200)]);
  expect(gap?.message).toContain("60 s apart by the venue's clock");
});

it("is marked however the clock jumped between two answers", () => {
  expect(momentGap([arrival(3_600_000), arrival(0)])).not.toBeNull();
});

it("never finds a moment in more answers that was none in fewer", () => {
  const arrivals = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 2e4 }),
      sentAt: fc.option(fc.integer({ max: 2e4 })),
    }),
  );
  fc.assert(
    fc.property(arrivals, arrivals, (some, more) => {
      if (momentGap(some) !== null) expect(momentGap([...some, ...more])).not.toBeNull();
    }),
  );
});

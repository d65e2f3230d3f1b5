import { expect, it } from "vitest";
import { createSessionRecord } from "./session-record.ts";

const URL = "https://fapi.binance.com/fapi/v3/account";

function start() {
  const clock = { now: 1_000 };
  const record = createSessionRecord("binanceusdm", 25, () => clock.now);
  const answer = (headers: Record<string, string> = {}, status = 200) =>
    record.answered({ status, url: URL, headers });
  return { clock, record, answer };
}

it("counts what went into a reading, and no table of rules", async () => {
  const { clock, record, answer } = start();
  const { value, arrivals } = await record.trace(async () => {
    record.weighed(5);
    answer();
    await record.askRules(async () => {
      clock.now += 60_000;
      record.weighed(40);
      answer();
    });
    answer({}, 500);
    return "read";
  });
  expect(value).toBe("read");
  expect(arrivals).toEqual([{ at: 1_000, sentAt: null }]);
  expect(record.report().readingMs).toBe(125);
});

it("tells readings that run at the same time apart", async () => {
  const { record, answer } = start();
  const reading = (headers: Record<string, string>) =>
    record.trace(async () => {
      await Promise.resolve();
      answer(headers);
    });
  const date = "Tue, 24 Nov 2026 00:00:00 GMT";
  const [one, other] = await Promise.all([reading({ Date: date }), reading({})]);
  expect(one.arrivals).toMatchObject([{ sentAt: Date.parse(date) }]);
  expect(other.arrivals).toMatchObject([{ sentAt: null }]);
});

it("keeps the last known room where a reading was told none, and what was measured", async () => {
  const { record, answer } = start();
  await record.trace(async () => answer({ "x-mbx-used-weight-1m": "240" }));
  await record.trace(async () => answer());
  expect(record.report()).toMatchObject({ room: { left: 2_160 }, readingMs: null });
});

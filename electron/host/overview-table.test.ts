import { expect, it } from "vitest";
import { toAlertLine } from "./overview-table.ts";

it("tells an alert in one line, in UTC", () => {
  const line = toAlertLine({
    id: "1",
    at: Date.UTC(2026, 10, 23, 14, 5, 9),
    accountId: "a",
    accountLabel: "Main",
    rule: "maintenance-ratio",
    subject: "USDT",
    from: "watch",
    to: "warn",
    title: "Main: ratio 61 %",
    body: "Maintenance margin is 61 % of collateral.",
    deliveredAt: null,
    deliveryFailure: null,
  });
  expect(line).toBe(
    "14:05:09 UTC  WARN  Main: ratio 61 %. Maintenance margin is 61 % of collateral.",
  );
});

import { expect, it } from "vitest";
import { toAlertLine } from "./overview-table.ts";

const ALERT = {
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
} as const;

it("tells an alert in one line, in UTC", () => {
  expect(toAlertLine(ALERT)).toBe(
    "14:05:09 UTC  WARN  Main: ratio 61 %. Maintenance margin is 61 % of collateral.",
  );
});

it("tells it without what would command the terminal", () => {
  expect(toAlertLine({ ...ALERT, title: "A\u001B[2J\n" })).toContain("WARN  A?[2J?. Maintenance");
});

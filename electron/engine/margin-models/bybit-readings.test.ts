import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { NO_REPORTED_POSITION } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../assess-account.ts";
import { type AccountText, accountOf, positionOf } from "../testing/build-account.ts";

function account(at: number, text: AccountText) {
  return { ...accountOf("bybit-unified", text), venueAt: at };
}

/**
 * A position and wallet read on 2025-10-02, while the mark basis was being rolled out: positionMM and
 * positionIM still at entry, …ByMp at mark (public test data of a websocket client; the taker rate is
 * solved from positionIM).
 */
describe("the venue's figures against both readings", () => {
  const SOL = positionOf({
    coin: "SOL",
    quantity: "0.2",
    entry: "233.02",
    mark: "233.029",
    leverage: "10",
    tiers: [{ rate: "0.005" }],
  });

  function readingsOf(initialMargin: string, maintenanceMargin: string) {
    const reported = {
      ...NO_REPORTED_POSITION,
      initialMargin: decimal(initialMargin),
      maintenanceMargin: decimal(maintenanceMargin),
    };
    const snapshot = account(Date.UTC(2025, 9, 2), {
      balances: { USDT: { wallet: "11.47724524", weight: "1" } },
      positions: [{ ...SOL, reported }],
      taker: "0.000649",
    });
    return assessAccount(snapshot).reconciliation;
  }

  it("names entry for positionMM and positionIM", () => {
    for (const row of readingsOf("4.6876214", "0.2602414"))
      expect(row.reading).toBe("position value at entry (in force before 2025-09-02)");
  });

  it("names mark for …ByMp, to the last digit", () => {
    for (const row of readingsOf("4.68780139", "0.26025039")) {
      expect(row.reading).toBe("position value at mark (in force since 2025-09-02)");
      expect([row.agrees, row.difference!.abs().lte("0.00000001")]).toEqual([true, true]);
    }
  });

  it("explains a difference by the other reading", () => {
    const far = positionOf({
      quantity: "1",
      entry: "100",
      mark: "200",
      leverage: "10",
      tiers: [{ rate: "0.01" }],
    });
    const reported = { ...NO_REPORTED_POSITION, maintenanceMargin: decimal("1.09") };
    const snapshot = account(Date.UTC(2026, 10, 22), {
      balances: { USDT: { wallet: "1000", weight: "1" } },
      positions: [{ ...far, reported }],
      taker: "0.001",
    });
    const [row] = assessAccount(snapshot).reconciliation;
    expect(row).toMatchObject({
      agrees: false,
      cause:
        "The venue's figure follows another reading of its rule: position value at entry (in force before 2025-09-02).",
    });
  });

  it("names nothing where no reading agrees", () => {
    expect(readingsOf("9", "9").map((row) => row.reading)).toEqual([null, null]);
  });
});

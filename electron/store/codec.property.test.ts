import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal } from "#shared/domain/decimal.ts";
import { fromAmountText, toAmountText } from "./codec.ts";

it("an amount of any size comes back digit for digit", () => {
  const digits = fc.bigInt({ min: -(10n ** 120n), max: 10n ** 120n });
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 120 }), (integer, places) => {
      const amount = decimal(`${integer}e-${places}`);
      const text = toAmountText(amount);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(fromAmountText(text).equals(amount)).toBe(true);
    }),
  );
});

describe("text from outside", () => {
  it.each(["", "1e5", "NaN", "abc", "0x1", "1."])("'%s' is damage, not a number", (text) => {
    expect(() => fromAmountText(text)).toThrow(expect.objectContaining({ fault: "damaged" }));
  });
});

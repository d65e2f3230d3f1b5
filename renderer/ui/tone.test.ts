import { expect, it } from "vitest";
import { signTone } from "./tone.ts";

it.each([
  ["12.5", "profit"],
  ["-0.0001", "loss"],
  ["0", undefined],
  ["-0.00", undefined],
  [null, undefined],
])("%s is %s", (value, tone) => {
  expect(signTone(value)).toBe(tone);
});

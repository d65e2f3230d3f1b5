import { expect, it } from "vitest";
import { isPerpetual } from "./perpetual.ts";

it.each([
  ["linear", "BTC/USDT:USDT"],
  ["inverse", "BTC/USD:BTC"],
  ["linear", "XYZ-TSLA/USDC:USDC"],
  ["linear", "BABY-123456/USDT:USDT"],
] as const)("a %s %s never expires", (kind, instrument) => {
  expect(isPerpetual({ kind, instrument })).toBe(true);
});

it.each([
  ["linear", "BTC/USDT:USDT-261225"],
  ["inverse", "BTC/USD:BTC-261225"],
  ["option", "BTC/USD:BTC-261225-100000-C"],
  ["option", "BTC"],
] as const)("a %s %s does", (kind, instrument) => {
  expect(isPerpetual({ kind, instrument })).toBe(false);
});

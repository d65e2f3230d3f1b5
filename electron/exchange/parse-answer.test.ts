import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import {
  figure,
  liquidationPrice,
  maybe,
  notNegative,
  parseAnswer,
  positive,
  rowsBy,
  whole,
} from "./parse-answer.ts";

describe("figure", () => {
  it.each([
    ["0.00000001", "0.00000001"],
    ["-12.50", "-12.5"],
    ["0E-8", "0"],
    ["1.5e3", "1500"],
    [0.0065, "0.0065"],
    [1e-7, "0.0000001"],
    [123456789012345, "123456789012345"],
  ])("reads %s", (raw, expected) => {
    expect(z.parse(figure, raw).toFixed()).toBe(expected);
  });

  it.each(["", " 1", "1,5", "NaN", "Infinity", "0x1", "--1", "1e400", "1e31", "1".repeat(61), NaN])(
    "refuses %s",
    (raw) => expect(z.safeParse(figure, raw).success).toBe(false),
  );
  it.each([null, true, {}, []])("refuses %o", (raw) => {
    expect(z.safeParse(figure, raw).success).toBe(false);
  });
});

it("reads no price where the venue says 0, and refuses a negative one", () => {
  expect(z.parse(positive, "0.0")).toBeNull();
  expect(z.parse(positive, "2")?.toFixed()).toBe("2");
  expect(z.parse(positive, "-0.00")).toBeNull();
  expect(z.safeParse(positive, "-2").success).toBe(false);
});

it("reads a rate or bound of zero or more", () => {
  expect(z.parse(notNegative, "0").toFixed()).toBe("0");
  expect(z.safeParse(notNegative, "-0.1").success).toBe(false);
  expect(z.safeParse(notNegative, "x").success).toBe(false);
});

it("takes an absent or empty field as not known, garbage as garbage", () => {
  const row = z.object({ a: maybe(figure) });
  for (const raw of [{}, { a: null }, { a: "" }]) expect(z.parse(row, raw).a).toBeNull();
  expect(z.safeParse(row, { a: "x" }).success).toBe(false);
});

it("names the answer and the field, not the content", () => {
  const read = () =>
    parseAnswer(z.array(z.object({ a: figure })), [{ a: "1" }, { a: "s3cret" }], "risk");
  expect(read).toThrow(/"risk".*1\.a/);
  expect(read).not.toThrow("s3cret");
});

it("finds rows by a field without reading the others", () => {
  const rows = rowsBy("symbol", [{ symbol: "A", x: "odd" }, { symbol: "B" }], "list");
  expect([...rows.keys()]).toEqual(["A", "B"]);
  expect(() => rowsBy("symbol", [{ name: "A" }], "list")).toThrow("0.symbol");
  expect(() => rowsBy("symbol", {}, "list")).toThrow("its shape");
});

it("takes a liquidation price at or below zero for none", () => {
  expect(z.parse(liquidationPrice, "-3120.5")).toBeNull();
  expect(z.parse(liquidationPrice, "0")).toBeNull();
  expect(z.parse(liquidationPrice, "0.01")?.toFixed()).toBe("0.01");
  expect(z.safeParse(liquidationPrice, "--").success).toBe(false);
});

it("reads an integer told as a number or as text", () => {
  expect([7, "7", "1795392000123456"].map((raw) => z.parse(whole, raw))).toEqual([
    7, 7, 1795392000123456,
  ]);
  for (const raw of ["", "1.5", "9999999999999999", 1.5, null])
    expect(z.safeParse(whole, raw).success).toBe(false);
});

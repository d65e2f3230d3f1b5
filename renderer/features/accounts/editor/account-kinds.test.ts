import { expect, it } from "vitest";
import { accountKinds, kindOf, kindValue } from "./account-kinds.ts";

it("offers every rule once and a generic one, and takes each back apart", () => {
  const kinds = accountKinds({ venue: "bybit", marginModel: "bybit-unified" });
  expect(new Set(kinds.map(({ value }) => value)).size).toBe(kinds.length);
  for (const { value } of kinds) expect(kindValue(kindOf(value))).toBe(value);
  expect(kinds.at(-1)?.label).toContain("generic");
});

it("keeps a venue that a document named as it liked", () => {
  const own = { venue: "my own desk", marginModel: "okx-multi" };
  const [first] = accountKinds(own);
  expect(kindOf(first!.value)).toEqual(own);
});

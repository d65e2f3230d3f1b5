import fc from "fast-check";
import { Decimal } from "#shared/domain/decimal.ts";

// For properties: any field of an answer replaced by anything.

export type At = readonly (string | number)[];

/** Paths of everything inside: `["privateGetAccountBalance", "data", 0, "adjEq"]`. */
export function pathsIn(value: unknown, at: At = []): At[] {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...at, key]));
  return at.length === 0 ? inside : [at, ...inside];
}

export function replaceAt(root: unknown, at: At, replacement: unknown): void {
  const holder = at
    .slice(0, -1)
    .reduce<unknown>((value, key) => Reflect.get(Object(value), key), root);
  Reflect.set(Object(holder), at.at(-1) ?? "", replacement);
}

export const garbage = fc.oneof(
  fc.constantFrom("", "0", "-1", "NaN", "1e400", "null", "<html>", "__proto__", undefined, null),
  fc.jsonValue(),
  fc.double(),
  fc.stringMatching(/^-?\d{1,30}(\.\d{1,20})?$/),
);

export function everyDecimalIn(value: unknown): readonly Decimal[] {
  if (value instanceof Decimal) return [value];
  if (value instanceof Map) return [...value.values()].flatMap(everyDecimalIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(everyDecimalIn);
}

import { expect, it } from "vitest";
import { ERROR_CODES } from "#shared/contract/reply.ts";
import { failureText } from "./failure-text.ts";

it.each(ERROR_CODES)("%s says what happened, what is safe and what to do", (code) => {
  const text = failureText(code);
  for (const sentence of [text.safe, text.next]) expect(sentence).toMatch(/\.$/);
  expect(text.title).not.toMatch(/[.!]$/);
  expect(Object.values(text).join(" ")).not.toContain("!");
});

it("gives every code a title of its own", () => {
  expect(new Set(ERROR_CODES.map((code) => failureText(code).title)).size).toBe(ERROR_CODES.length);
});

it("reads a code it does not know, or an inherited name, as unexpected", () => {
  expect(failureText("brand_new")).toBe(failureText("unexpected"));
  expect(failureText("toString")).toBe(failureText("unexpected"));
});

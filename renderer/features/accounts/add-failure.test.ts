import { expect, it } from "vitest";
import { ERROR_CODES } from "#shared/contract/reply.ts";
import { addFailure } from "./add-failure.ts";

it.each(ERROR_CODES)("%s has words and a next step of its own", (code) => {
  const text = addFailure({ code, message: "m" });
  const others = ERROR_CODES.filter((other) => other !== code);
  expect(text).toMatchObject({ code, detail: "m", safe: "Nothing was kept." });
  for (const other of others) {
    expect(addFailure({ code: other, message: "" }).title).not.toBe(text.title);
  }
});

it("a code of a newer main process reads like an unexpected failure", () => {
  expect(addFailure({ code: "new" as never, message: "" }).code).toBe("unexpected");
});

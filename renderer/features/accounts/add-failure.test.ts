import { expect, it } from "vitest";
import { ERROR_CODES, type ErrorCode } from "#shared/contract/reply.ts";
import { addFailure } from "./add-failure.ts";

it.each(ERROR_CODES)("%s has words and a next step of its own", (code) => {
  const text = addFailure({ code, message: "m" });
  const others = ERROR_CODES.filter((other) => other !== code);
  expect(text).toMatchObject({ code, detail: "m", safe: "Nothing was kept." });
  for (const other of others) {
    expect(addFailure({ code: other, message: "" }).title).not.toBe(text.title);
  }
});

/** Of each code that a recorded failure of a venue becomes (tests/recorded). */
const STEPS: readonly (readonly [ErrorCode, RegExp])[] = [
  ["account_blocked", /^Sign in at the venue/],
  ["bad_venue_data", /^Try again/],
  ["clock_off", /automatic date and time/],
  ["credentials_rejected", /^Check that key and secret/],
  ["place_refused", /VPN/],
  ["rate_limited", /^Wait .* as long as the venue says/],
  ["unsupported", /^Choose the account kind/],
  ["venue_unavailable", /^Check the network/],
];

it.each(STEPS)("%s asks for what helps", (code, step) => {
  expect(addFailure({ code, message: "" }).next).toMatch(step);
});

it("a code of a newer main process reads like an unexpected failure", () => {
  expect(addFailure({ code: "new" as never, message: "" }).code).toBe("unexpected");
});

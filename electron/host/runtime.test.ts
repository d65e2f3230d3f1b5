import { expect, it } from "vitest";
import { assessRuntime } from "./runtime.ts";

it("has nothing to say on the runtime we release with", () => {
  expect(assessRuntime("45.4.1")).toEqual({ notice: null, keysRefusedBecause: null });
});

it.each(["33.2.1", "44.9.9", "46.0.0", "450.0.0", ""])("refuses keys on %j", (version) => {
  const { notice, keysRefusedBecause } = assessRuntime(version);
  expect(notice).toContain(`Electron ${version}`);
  expect(keysRefusedBecause).toContain("only accepted on Electron 45");
});

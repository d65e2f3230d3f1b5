import { afterEach, expect, it, vi } from "vitest";
import { call, CallFailure, toFailure } from "./bridge.ts";

function answerWith(invoke: () => Promise<unknown>): void {
  vi.stubGlobal("window", { keel: { invoke, subscribe: () => () => {} } });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it("hands back the value of a good reply", async () => {
  answerWith(async () => ({ ok: true, value: { accounts: [], keysRefusedBecause: null } }));
  expect(await call("accounts.list", {})).toEqual({ accounts: [], keysRefusedBecause: null });
});

it("throws the coded failure of a bad reply", async () => {
  const error = { code: "storage_failed", message: "Disk full." } as const;
  answerWith(async () => ({ ok: false, error }));
  const thrown = await call("accounts.list", {}).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(CallFailure);
  expect(toFailure(thrown)).toEqual(error);
});

it("reads anything else that was thrown as unexpected", () => {
  expect(toFailure(new Error("channel closed"))).toEqual({
    code: "unexpected",
    message: "channel closed",
  });
  expect(toFailure("gone").message).toBe("gone");
});

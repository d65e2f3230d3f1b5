import { describe, expect, it } from "vitest";
import { contract } from "#shared/contract/contract.ts";
import { DEFAULT_SETTINGS } from "#shared/contract/settings.ts";
import { VenueError } from "../exchange/exchange-client.ts";
import type { Log, LogFields } from "../ports.ts";
import { AppError } from "./app-error.ts";
import { createDispatch, type Handlers } from "./dispatch.ts";
import { guardSender } from "./guard-sender.ts";

type Line = { readonly level: string; readonly message: string; readonly fields: LogFields };

function createMemoryLog() {
  const lines: Line[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields });
    };
  const log: Log = {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
  return { log, lines };
}

/** Every operation throws but those given. */
function setUp(given: Partial<Handlers> = {}) {
  const { log, lines } = createMemoryLog();
  const throwing = Object.fromEntries(
    Object.keys(contract).map((channel) => [
      channel,
      () => {
        throw new Error("not expected");
      },
    ]),
  );
  // Built from the contract's own keys just above.
  const handlers = { ...throwing, ...given } as Handlers;
  return { dispatch: createDispatch(handlers, log), log, lines };
}

describe("createDispatch", () => {
  it("hands the parsed input to the handler and its answer back", async () => {
    const { dispatch } = setUp({
      "settings.set": ({ theme = "dark" }) => ({ ...DEFAULT_SETTINGS, theme }),
    });
    expect(await dispatch("settings.set", { theme: "light" })).toEqual({
      ok: true,
      value: { ...DEFAULT_SETTINGS, theme: "light" },
    });
  });

  it("awaits a handler that takes its time", async () => {
    const { dispatch } = setUp({ "demo.pause": () => Promise.resolve(null) });
    expect(await dispatch("demo.pause", {})).toEqual({ ok: true, value: null });
  });

  it.each(["no.such", "", "__proto__", "constructor", "toString", "hasOwnProperty"])(
    "knows no channel %j",
    async (channel) => {
      const { dispatch } = setUp();
      expect(await dispatch(channel, {})).toMatchObject({
        ok: false,
        error: { code: "not_found" },
      });
    },
  );

  it.each([
    null,
    undefined,
    1,
    "x",
    [],
    { limit: 0 },
    { limit: 1.5 },
    { limit: "5" },
    { limit: 5, x: 1 },
  ])("refuses %j where a limit is asked for, before the handler runs", async (input) => {
    const { dispatch, lines } = setUp();
    const reply = await dispatch("alerts.list", input);
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    expect(lines).toEqual([]);
  });

  it("names the wrong field and keeps what is in it to itself", async () => {
    const { dispatch } = setUp();
    const reply = await dispatch("accounts.add", {
      venue: "binanceusdm",
      label: "",
      apiKey: ["planted-api-key"],
      secret: "planted-secret",
      planted: 1,
    });
    const text = JSON.stringify(reply);
    expect(text).toContain("apiKey is not valid");
    expect(text).toContain("label is not valid");
    expect(text).not.toContain("planted");
  });

  it.each([
    new AppError("conflict", "There is one already."),
    new VenueError("rate_limited", "The venue asks us to wait."),
  ])("answers a coded error with its code: %s", async (error) => {
    const { dispatch, lines } = setUp({ "demo.pause": () => Promise.reject(error) });
    const { code, message } = error;
    expect(await dispatch("demo.pause", {})).toEqual({ ok: false, error: { code, message } });
    expect(lines).toEqual([
      {
        level: "warn",
        message: "operation failed",
        fields: { channel: "demo.pause", code, reason: message },
      },
    ]);
  });

  it("tells the log what caused a coded error, and the window nothing of it", async () => {
    const fault = new TypeError("x is undefined");
    const error = new VenueError("unexpected", "Reading failed.", { cause: fault });
    const { dispatch, lines } = setUp({ "demo.pause": () => Promise.reject(error) });
    const reply = await dispatch("demo.pause", {});
    expect(JSON.stringify(reply)).not.toContain("undefined");
    expect(lines[0]?.fields["cause"]).toBe(fault.stack);
  });

  it.each([
    new Error("SELECT secret FROM /home/somebody"),
    Object.assign(new Error("/home/somebody"), { code: "ENOENT" }),
    "a string",
    undefined,
  ])("answers anything else with a plain sentence: %s", async (thrown) => {
    const { dispatch, lines } = setUp({
      "demo.pause": () => {
        throw thrown;
      },
    });
    const reply = await dispatch("demo.pause", {});
    expect(reply).toMatchObject({ ok: false, error: { code: "unexpected" } });
    expect(JSON.stringify(reply)).not.toMatch(/somebody|SELECT/);
    expect(lines).toMatchObject([{ level: "error", fields: { channel: "demo.pause" } }]);
  });
});

describe("guardSender", () => {
  const own = { isOwnWindow: true, isTopFrame: true, origin: "app://keel" };

  function guarded() {
    const { dispatch, log, lines } = setUp({ "demo.pause": () => null });
    return { ask: guardSender(dispatch, "app://keel", log), lines };
  }

  it("answers the top frame of our own window on our own page", async () => {
    expect(await guarded().ask(own, "demo.pause", {})).toEqual({ ok: true, value: null });
  });

  it.each([
    { ...own, isOwnWindow: false },
    { ...own, isTopFrame: false },
    { ...own, origin: "app://other" },
    { ...own, origin: "https://keel" },
    { ...own, origin: null },
  ])("refuses %j and says so in the log", async (sender) => {
    const { ask, lines } = guarded();
    expect(await ask(sender, "demo.pause", {})).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
    expect(lines).toMatchObject([{ level: "warn", fields: sender }]);
  });

  it.each([1, null, {}, ["demo.pause"]])("refuses %j as a channel", async (channel) => {
    expect(await guarded().ask(own, channel, {})).toMatchObject({ ok: false });
  });
});

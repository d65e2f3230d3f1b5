import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#shared/contract/settings.ts";
import { createSettingStore } from "../store/setting-store.ts";
import { openTestDatabase } from "../store/testing/open-test-database.ts";
import { createSettingHandlers } from "./settings.ts";
import { startApp } from "./testing/start-app.ts";

it("are the defaults until set, and last", async () => {
  const first = await startApp();
  expect(await first.ask("settings.get", {})).toEqual(DEFAULT_SETTINGS);
  expect(await first.ask("settings.set", { theme: "light" })).toMatchObject({ theme: "light" });
  await first.stop();
  const second = await startApp({ dataDir: first.dataDir });
  expect(await second.ask("settings.get", {})).toEqual({ ...DEFAULT_SETTINGS, theme: "light" });
});

it("are announced when set", async () => {
  const { ask, world } = await startApp();
  await ask("settings.set", { density: "compact" });
  expect(world.events).toContainEqual({ topic: "settings.changed", id: null });
});

it.each([{ theme: "purple" }, "nonsense", null, { unknown: 1 }])(
  "that can't be read (%o) are the defaults",
  (stored) => {
    const settings = createSettingStore(openTestDatabase());
    settings.save("window", stored);
    const handlers = createSettingHandlers({
      settings,
      events: { announce: () => {}, subscribe: () => () => {} },
    });
    expect(handlers["settings.get"]({})).toEqual(DEFAULT_SETTINGS);
  },
);

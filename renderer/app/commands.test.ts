import { expect, it } from "vitest";
import type { AccountView } from "#shared/views/accounts.ts";
import { listCommands, matchCommands } from "./commands.ts";

const account: AccountView = {
  accountId: "a",
  label: "Main",
  venue: "binanceusdm",
  marginModel: "binance-usdm",
  isDemo: false,
  createdAt: 0,
  isPaused: false,
  isBook: false,
  connection: null,
  keyRights: null,
  keyRightsReadAt: null,
  gainedPowers: [],
  walletAddress: null,
  gaps: [],
  feed: {
    state: "live",
    readAt: 0,
    syncing: false,
    failure: null,
    nextRunAt: null,
    pausedAt: null,
  },
};
const names = (typed: string, demo = { active: false, paused: false }) =>
  matchCommands(listCommands([account], demo), typed).map(({ name }) => name);

it("gives every action a name of its own", () => {
  const all = names("");
  expect(new Set(all).size).toBe(all.length);
});

it("finds a command by any of its words, in any order", () => {
  expect(names("main sync")).toEqual(["Sync Main now"]);
  expect(names("LIGHT theme")).toEqual(["Theme: light"]);
  expect(names("no such thing")).toEqual([]);
});

it("puts names that begin with what was typed first", () => {
  expect(names("ren")[0]).toBe("Rename Main…");
});

it("offers what the demo can do now", () => {
  expect(names("demo")).toEqual(["Open the demo"]);
  expect(names("demo", { active: true, paused: false })).toEqual([
    "Pause the demo",
    "Leave the demo",
  ]);
  expect(names("demo", { active: true, paused: true })[0]).toBe("Resume the demo");
});

it("does not offer to remove the demo's account", () => {
  const commands = listCommands([{ ...account, isDemo: true }], { active: true, paused: false });
  expect(matchCommands(commands, "remove")).toEqual([]);
});

it("offers for each account what can be done with it now", () => {
  const all = (change: Partial<AccountView>) =>
    listCommands([{ ...account, ...change }], undefined)
      .map(({ name }) => name)
      .filter((name) => name.includes("Main"));
  const always = ["Rename Main…", "Remove Main…"];
  expect(all({})).toEqual(["Margin of Main", "Sync Main now", "Pause Main", ...always]);
  expect(all({ isPaused: true })).toEqual(["Margin of Main", "Resume Main", ...always]);
  expect(all({ isBook: true })).toEqual(["Margin of Main", "Edit Main", ...always]);
});

it("lists the commands of a group one after another, an account's under its label", () => {
  const second = { ...account, accountId: "b", label: "Second" };
  const groups = listCommands([account, second], { active: false, paused: false }).map(
    ({ group }) => group,
  );
  const heads = groups.filter((group, place) => group !== groups[place - 1]);
  expect(heads).toEqual(["Pages", "Accounts", "Main", "Second", "Demo", "Settings"]);
});

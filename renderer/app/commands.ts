import type { Channel, Input } from "#shared/contract/contract.ts";
import type { Settings } from "#shared/contract/settings.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import type { DemoView } from "#shared/views/overview.ts";
import { PAGES } from "./pages.ts";

/** What a command does: go somewhere, ask the main process, or act on the window. */
export type CommandAction =
  | { readonly kind: "go"; readonly path: string }
  | { readonly kind: "call"; readonly run: (call: Call) => Promise<unknown> }
  | { readonly kind: "filter" | "keys" };

export type Call = <C extends Channel>(channel: C, input: Input<C>) => Promise<unknown>;

export type Command = { readonly name: string; readonly action: CommandAction };

/** Every action of the app by name. */
export function listCommands(
  accounts: readonly AccountView[],
  demo: DemoView | undefined,
): readonly Command[] {
  return [
    ...PAGES.map(({ name, path }) => go(`Go to ${name}`, path)),
    { name: "Filter positions", action: { kind: "filter" } },
    request("Read all accounts now", (call) => call("accounts.sync", { accountId: null })),
    ...accounts.flatMap(accountCommands),
    go("Add an account", "/accounts/add"),
    go("Import a book", "/accounts/import"),
    go("Add a book by hand", "/accounts/by-hand"),
    go("Export the book", "/accounts/export"),
    ...demoCommands(demo),
    ...settingCommands(),
    { name: "Show keys", action: { kind: "keys" } },
  ];
}

function accountCommands({ accountId, label, isDemo, isBook, isPaused }: AccountView): Command[] {
  const pause = (name: string, next: boolean) =>
    request(name, (call) => call("accounts.pause", { accountId, isPaused: next }));
  return [
    go(`Margin of ${label}`, `/margin/${accountId}`),
    ...(isBook ? [go(`Edit ${label}`, `/accounts/edit/${accountId}`)] : []),
    ...(isBook || isPaused
      ? []
      : [request(`Read ${label} now`, (call) => call("accounts.sync", { accountId }))]),
    ...(isDemo || isBook
      ? []
      : [isPaused ? pause(`Resume ${label}`, false) : pause(`Pause ${label}`, true)]),
    ...(isDemo
      ? []
      : [
          go(`Rename ${label}…`, `/accounts/rename/${accountId}`),
          go(`Remove ${label}…`, `/accounts/remove/${accountId}`),
        ]),
  ];
}

function demoCommands(demo: DemoView | undefined): Command[] {
  if (!demo?.active) return [request("Open the demo", (call) => call("demo.enter", {}))];
  return [
    demo.paused
      ? request("Resume the demo", (call) => call("demo.resume", {}))
      : request("Pause the demo", (call) => call("demo.pause", {})),
    request("Leave the demo", (call) => call("demo.leave", {})),
  ];
}

function settingCommands(): Command[] {
  const set = (name: string, change: Partial<Settings>) =>
    request(name, (call) => call("settings.set", change));
  return [
    set("Theme: dark", { theme: "dark" }),
    set("Theme: light", { theme: "light" }),
    set("Theme: as the system", { theme: "system" }),
    set("Profit colors: green and red", { profitColors: "green-red" }),
    set("Profit colors: red and green", { profitColors: "red-green" }),
    set("Profit colors: blue and orange", { profitColors: "blue-orange" }),
    set("Rows: normal", { density: "normal" }),
    set("Rows: compact", { density: "compact" }),
  ];
}

function go(name: string, path: string): Command {
  return { name, action: { kind: "go", path } };
}

function request(name: string, run: (call: Call) => Promise<unknown>): Command {
  return { name, action: { kind: "call", run } };
}

/** Commands whose name holds every word that was typed; names that begin with the first come first. */
export function matchCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ""] = words;
  return commands
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .toSorted((one, other) => Number(begins(other, first)) - Number(begins(one, first)));
}

function begins(command: Command, word: string): boolean {
  return command.name.toLowerCase().startsWith(word);
}

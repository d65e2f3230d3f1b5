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

/** `group` heads the commands of one kind, or of one account, where all are listed. */
export type Command = {
  readonly group: string;
  readonly name: string;
  readonly action: CommandAction;
};

type Ungrouped = Omit<Command, "group">;

/** Every action of the app by name: what is always there first, then account by account. */
export function listCommands(
  accounts: readonly AccountView[],
  demo: DemoView | undefined,
): readonly Command[] {
  return [
    ...grouped("Pages", [
      ...PAGES.map(({ name, path }) => go(`Go to ${name}`, path)),
      { name: "Filter positions", action: { kind: "filter" } },
      { name: "Show keys", action: { kind: "keys" } },
    ]),
    ...grouped("Accounts", [
      request("Sync all now", (call) => call("accounts.sync", { accountId: null })),
      go("Add an account", "/accounts/add"),
      go("Import a book", "/accounts/import"),
      go("Add a book by hand", "/accounts/by-hand"),
      go("Export", "/accounts/export"),
    ]),
    ...accounts.flatMap((account) => grouped(account.label, accountCommands(account))),
    ...grouped("Demo", demoCommands(demo)),
    ...grouped("Settings", settingCommands()),
  ];
}

function grouped(group: string, commands: readonly Ungrouped[]): Command[] {
  return commands.map((command) => ({ group, ...command }));
}

function accountCommands({ accountId, label, isDemo, isBook, isPaused }: AccountView): Ungrouped[] {
  const pause = (name: string, next: boolean) =>
    request(name, (call) => call("accounts.pause", { accountId, isPaused: next }));
  return [
    go(`Margin of ${label}`, `/margin/${accountId}`),
    ...(isBook ? [go(`Edit ${label}`, `/accounts/edit/${accountId}`)] : []),
    ...(isBook || isPaused
      ? []
      : [request(`Sync ${label} now`, (call) => call("accounts.sync", { accountId }))]),
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

function demoCommands(demo: DemoView | undefined): Ungrouped[] {
  if (!demo?.active) return [request("Open the demo", (call) => call("demo.enter", {}))];
  return [
    demo.paused
      ? request("Resume the demo", (call) => call("demo.resume", {}))
      : request("Pause the demo", (call) => call("demo.pause", {})),
    request("Leave the demo", (call) => call("demo.leave", {})),
  ];
}

function settingCommands(): Ungrouped[] {
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

function go(name: string, path: string): Ungrouped {
  return { name, action: { kind: "go", path } };
}

function request(name: string, run: (call: Call) => Promise<unknown>): Ungrouped {
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

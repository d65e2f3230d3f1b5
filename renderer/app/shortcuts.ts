import { PAGES } from "./pages.ts";

export type Shortcut =
  | { readonly kind: "go"; readonly path: string }
  | { readonly kind: "filter" | "palette" | "keys" };

export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

export type KeyContext = {
  /** The focus is where letters are typed. */
  readonly isTyping: boolean;
  readonly isDialogOpen: boolean;
};

/** What a key does, if anything. Plain keys are left alone while typing and below an open dialog. */
export function shortcutFor(press: KeyPress, context: KeyContext): Shortcut | null {
  const withCommand = press.ctrlKey || press.metaKey;
  if (withCommand && !press.altKey && press.key.toLowerCase() === "k")
    return context.isDialogOpen ? null : { kind: "palette" };
  if (withCommand || press.altKey || context.isTyping || context.isDialogOpen) return null;
  if (press.key === "/") return { kind: "filter" };
  if (press.key === "?") return { kind: "keys" };
  const page = /^[1-9]$/.test(press.key) ? PAGES[Number(press.key) - 1] : undefined;
  return page ? { kind: "go", path: page.path } : null;
}

/** The key list, as `?` shows it. */
export const KEY_LIST: readonly { readonly keys: string; readonly does: string }[] = [
  ...PAGES.map((page, place) => ({ keys: String(place + 1), does: `Go to ${page.name}` })),
  { keys: "/", does: "Filter the positions" },
  { keys: "Ctrl K or Cmd K", does: "Open the command palette" },
  { keys: "Enter", does: "Open the line items of the focused figure" },
  { keys: "← →", does: "Walk over the points of a focused chart" },
  { keys: "Esc", does: "Close what is open" },
  { keys: "?", does: "Show these keys" },
];

import { expect, it } from "vitest";
import { PAGES } from "./pages.ts";
import { shortcutFor } from "./shortcuts.ts";

const plain = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false });
const free = { isTyping: false, isDialogOpen: false };

it("goes to each page by its number and nowhere by the next", () => {
  for (const [place, page] of PAGES.entries())
    expect(shortcutFor(plain(String(place + 1)), free)).toEqual({ kind: "go", path: page.path });
  expect(shortcutFor(plain(String(PAGES.length + 1)), free)).toBeNull();
  expect(shortcutFor(plain("0"), free)).toBeNull();
});

it.each([
  ["/", "filter"],
  ["?", "keys"],
])("%s means %s", (key, kind) => {
  expect(shortcutFor(plain(key), free)).toEqual({ kind });
});

it("opens the palette by Ctrl K and Cmd K, also while typing", () => {
  const typing = { isTyping: true, isDialogOpen: false };
  expect(shortcutFor({ ...plain("k"), ctrlKey: true }, typing)).toEqual({ kind: "palette" });
  expect(shortcutFor({ ...plain("K"), metaKey: true }, free)).toEqual({ kind: "palette" });
});

it("leaves plain keys to what is typed in, to a dialog and to the system", () => {
  expect(shortcutFor(plain("1"), { isTyping: true, isDialogOpen: false })).toBeNull();
  expect(shortcutFor(plain("1"), { isTyping: false, isDialogOpen: true })).toBeNull();
  expect(shortcutFor({ ...plain("1"), altKey: true }, free)).toBeNull();
  expect(shortcutFor({ ...plain("1"), ctrlKey: true }, free)).toBeNull();
});

import { useEffect, useEffectEvent } from "react";
import { type Shortcut, shortcutFor } from "./shortcuts.ts";

/** Listens for the keys of the whole window. */
export function useShortcuts(perform: (shortcut: Shortcut) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = shortcutFor(event, {
      isTyping: isTextField(event.target),
      isDialogOpen: document.querySelector("dialog[open]") !== null,
    });
    if (!shortcut) return;
    event.preventDefault();
    perform(shortcut);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Puts the cursor into the page's filter; `false` when it has none. */
export function focusFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>("[data-filter]");
  filter?.focus();
  filter?.select();
  return filter !== null;
}

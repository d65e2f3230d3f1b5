import { useEffect, useEffectEvent } from "react";

/** Ctrl Enter, or Cmd Enter, from wherever the focus is; not below an open dialog. */
export function useSaveKey(save: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isSaving = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!isSaving || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    save();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

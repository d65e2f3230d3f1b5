import { useState } from "react";

/** How often the text changed since it was first shown. A change restarts the flash, once. */
export function useChangeCount(text: string): number {
  const [shown, setShown] = useState({ text, changes: 0 });
  if (shown.text === text) return shown.changes;
  const next = { text, changes: shown.changes + 1 };
  setShown(next);
  return next.changes;
}

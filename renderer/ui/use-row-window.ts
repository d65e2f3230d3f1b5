import { type UIEvent, useState } from "react";
import { type RowWindow, rowWindow } from "./row-window.ts";

/** Rows in view of a scrolling table. Give `onScroll` to the element that scrolls. */
export function useRowWindow(count: number): {
  window: RowWindow;
  onScroll: (event: UIEvent<HTMLElement>) => void;
} {
  const [view, setView] = useState({ scrollTop: 0, height: window.innerHeight });
  return {
    window: rowWindow(count, rowHeight(), view),
    onScroll: ({ currentTarget }) =>
      setView({ scrollTop: currentTarget.scrollTop, height: currentTarget.clientHeight }),
  };
}

/** The `--row` token, which the density setting decides. Pixels. */
function rowHeight(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
}

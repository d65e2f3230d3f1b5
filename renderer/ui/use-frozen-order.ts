import { type FocusEvent, useState } from "react";
import { frozenOrder } from "./frozen-order.ts";

/** Freezes the order of rows while the pointer or the focus is on them. Spread `hold` on the body. */
export function useFrozenOrder<Row>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [shownKeys, setShownKeys] = useState<readonly string[]>([]);
  const held = hovered || focused;
  const ordered = held ? frozenOrder(rows, keyOf, shownKeys) : rows;
  const remember = () => setShownKeys(ordered.map(keyOf));

  return {
    rows: ordered,
    hold: {
      onMouseEnter: () => {
        remember();
        setHovered(true);
      },
      onMouseLeave: () => setHovered(false),
      onFocus: () => {
        remember();
        setFocused(true);
      },
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}

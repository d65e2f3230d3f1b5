type Box = { left: number; top: number; bottom: number };
type Size = { width: number; height: number };

const GAP = 6;
const EDGE = 8;

/** Where a bubble stands: below its anchor, above when there is no room, never outside the window. Pixels. */
export function placeBeside(anchor: Box, bubble: Size, view: Size): { left: number; top: number } {
  const below = anchor.bottom + GAP;
  const fitsBelow = below + bubble.height + EDGE <= view.height;
  const top = fitsBelow ? below : Math.max(EDGE, anchor.top - GAP - bubble.height);
  const left = Math.max(EDGE, Math.min(anchor.left, view.width - bubble.width - EDGE));
  return { left, top };
}

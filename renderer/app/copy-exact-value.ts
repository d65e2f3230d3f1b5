/** Copying within one figure copies its full precision, not the rounded text on screen. */
export function copyExactValue(event: ClipboardEvent): void {
  const selection = document.getSelection();
  const exact = exactValueAt(selection?.anchorNode ?? null);
  if (exact === null || exact !== exactValueAt(selection?.focusNode ?? null)) return;
  event.clipboardData?.setData("text/plain", exact);
  event.preventDefault();
}

function exactValueAt(node: Node | null): string | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest("[data-value]")?.getAttribute("data-value") ?? null;
}

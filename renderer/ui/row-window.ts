/** Tables above this many rows draw only what is in view. */
const VIRTUAL_FROM = 200;
const OVERSCAN = 10;

export type RowWindow = {
  /** Rows to draw: from `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Heights of what is not drawn above and below, in pixels. */
  readonly before: number;
  readonly after: number;
};

export type RowView = { readonly scrollTop: number; readonly height: number };

/** Which rows of a scrolled table have to be there; all of them when there are few. */
export function rowWindow(count: number, rowHeight: number, view: RowView): RowWindow {
  if (count <= VIRTUAL_FROM) return { first: 0, end: count, before: 0, after: 0 };
  const top = Math.floor(view.scrollTop / rowHeight) - OVERSCAN;
  const bottom = Math.ceil((view.scrollTop + view.height) / rowHeight) + OVERSCAN;
  const first = Math.min(Math.max(0, top), count);
  const end = Math.min(count, Math.max(first, bottom));
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

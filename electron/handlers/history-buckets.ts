/** Both ends belong to it; epoch milliseconds. */
export type Bucket = { readonly from: number; readonly to: number };

/**
 * A stretch of time, both ends of it included, in at most `mostBuckets` parts, ascending. They lie on
 * fixed multiples of their width, which is a power of two, so that those of the past stay the same
 * while the span grows by the hour. None when the span ends before it begins.
 */
export function historyBuckets({ from, to }: Bucket, mostBuckets: number): readonly Bucket[] {
  if (to < from) return [];
  const least = (to - from) / Math.max(1, mostBuckets - 1);
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, least)));
  const first = Math.floor(from / width);
  const count = Math.floor(to / width) - first + 1;
  return Array.from({ length: count }, (_, index) => {
    const start = (first + index) * width;
    return { from: Math.max(from, start), to: Math.min(to, start + width - 1) };
  });
}

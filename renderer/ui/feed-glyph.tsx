import type { FeedState } from "#shared/views/overview.ts";

const SHAPES: Readonly<Record<FeedState, React.ReactNode>> = {
  starting: <circle cx="5" cy="5" r="3.5" strokeDasharray="2 2" />,
  live: <circle cx="5" cy="5" r="3.5" fill="currentColor" />,
  delayed: (
    <>
      <circle cx="5" cy="5" r="3.5" />
      <path d="M5 3v2.2l1.4.9" />
    </>
  ),
  offline: <circle cx="5" cy="5" r="3.5" />,
  blind: (
    <>
      <circle cx="5" cy="5" r="3.5" />
      <path d="M2.5 7.5l5-5" />
    </>
  ),
  paused: <path d="M3.2 2v6M6.8 2v6" />,
  kept: <path d="M2 1.5h6v7H2zM3.8 3.6h2.4M3.8 5.4h2.4" />,
};

/** Shape of a feed state; the word stands beside it. */
export function FeedGlyph({ state }: { state: FeedState }) {
  return (
    <svg
      viewBox="0 0 10 10"
      width="10"
      height="10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {SHAPES[state]}
    </svg>
  );
}

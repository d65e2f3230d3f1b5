import type { GapView } from "#shared/views/figure.ts";
import styles from "./gap-mark.module.css";
import { Hint } from "./hint.tsx";

/** The mark beside a figure that is incomplete or old. Its hint says what is missing. */
export function GapMark({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Hint sentences={sentences}>
      <svg
        className={styles["mark"]}
        viewBox="0 0 10 10"
        width="9"
        height="9"
        role="img"
        aria-label="incomplete"
      >
        <circle cx="5" cy="5" r="4" />
        <path d="M5 2.6v2.9M5 7.1v.6" />
      </svg>
    </Hint>
  );
}

/** The sentences of gaps, each once. */
export function gapSentences(gaps: readonly GapView[]): string[] {
  return [...new Set(gaps.map((gap) => gap.message))];
}

import type { GapView } from "#shared/views/figure.ts";
import styles from "./gap-mark.module.css";
import { Hint } from "./hint.tsx";

/** The mark beside a figure that is incomplete or old. Its hint says what is missing. */
export function GapMark({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Hint sentences={sentences}>
      <span className={styles["mark"]} role="img" aria-label="incomplete">
        ?
      </span>
    </Hint>
  );
}

/** The sentences of gaps, each once. */
export function gapSentences(gaps: readonly GapView[]): string[] {
  return [...new Set(gaps.map((gap) => gap.message))];
}

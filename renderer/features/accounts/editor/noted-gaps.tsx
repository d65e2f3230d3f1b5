import type { GapView } from "#shared/views/figure.ts";
import { Button } from "../../../ui/button.tsx";
import styles from "./book-editor.module.css";

type NotedGapsProps = {
  gaps: readonly GapView[];
  onChange: (gaps: readonly GapView[]) => void;
};

/** What was missing when the book was read. It goes on counting as missing until the trader says otherwise. */
export function NotedGaps({ gaps, onChange }: NotedGapsProps) {
  if (gaps.length === 0) return null;
  return (
    <ul className={styles["gaps"]} aria-label="Noted as missing">
      {gaps.map((gap) => (
        <li key={`${gap.code} ${gap.path}`}>
          <span>
            Noted as missing: {gap.message} <code>{gap.path}</code>
          </span>
          <Button kind="quiet" onClick={() => onChange(gaps.filter((each) => each !== gap))}>
            It is filled in now
          </Button>
        </li>
      ))}
    </ul>
  );
}

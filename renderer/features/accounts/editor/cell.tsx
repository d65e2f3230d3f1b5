import type { ClipboardEvent, KeyboardEvent } from "react";
import type { Column } from "./columns.ts";
import styles from "./cell-grid.module.css";

type CellProps = {
  /** Of the whole page: `positions.2.markPrice`. */
  name: string;
  label: string;
  column: Column;
  text: string;
  fault: string | undefined;
  /** Says instead why nothing can be typed here. */
  settledBy?: string | undefined;
  onType: (text: string) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** One cell: a text, or one of a few words. */
export function Cell(props: CellProps) {
  const { name, label, column, text, fault, settledBy, onType, onPaste, onKeyDown } = props;
  const common = {
    "data-cell": name,
    "aria-label": label,
    "aria-invalid": fault !== undefined,
    "aria-describedby": fault === undefined ? undefined : `fault-${name}`,
    title: column.title,
    // Digits are of one width; the list's arrow takes room too.
    style: { minWidth: `${column.width + (column.choices ? 4 : 1)}ch` },
    onKeyDown,
  };
  if (column.choices)
    return (
      <select
        {...common}
        className={styles["cell"]}
        value={text}
        onChange={({ target }) => onType(target.value)}
      >
        {wordsWith(column.choices, text).map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  return (
    <input
      {...common}
      className={styles["cell"]}
      value={settledBy ?? text}
      disabled={settledBy !== undefined}
      spellCheck={false}
      autoComplete="off"
      onChange={({ target }) => onType(target.value)}
      onPaste={onPaste}
    />
  );
}

/** A pasted word that is none of the choices stays to be seen, marked as wrong. */
function wordsWith(choices: readonly string[], text: string): readonly string[] {
  return choices.includes(text) ? choices : [...choices, text];
}

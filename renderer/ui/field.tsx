import { type ComponentProps, useId } from "react";
import styles from "./field.module.css";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  hint?: string;
  "data-first-focus"?: boolean;
};

type LinesFieldProps = ComponentProps<"textarea"> & { label: string };

/** A labelled field for several lines that nobody is to read over a shoulder. */
export function MaskedLinesField({ label, ...area }: LinesFieldProps) {
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <textarea {...area} id={id} className={styles["masked"]} />
    </div>
  );
}

/** A labelled text field with an optional sentence below it. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} aria-describedby={hint ? `${id}-hint` : undefined} />
      {hint && (
        <p id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </p>
      )}
    </div>
  );
}

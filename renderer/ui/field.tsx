import { type ComponentProps, useId } from "react";
import styles from "./field.module.css";

type FieldProps = ComponentProps<"input"> & {
  label: string;
  hint?: string;
  "data-first-focus"?: boolean;
};

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

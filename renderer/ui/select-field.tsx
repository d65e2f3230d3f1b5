import { useId } from "react";
import styles from "./field.module.css";

type SelectFieldProps<Choice extends string> = {
  label: string;
  choices: readonly { readonly value: Choice; readonly label: string }[];
  value: Choice;
  onChange: (value: Choice) => void;
  hint?: string;
  disabled?: boolean;
  "data-first-focus"?: boolean;
};

/** One of many choices, as a native list: letters jump, arrows walk. */
export function SelectField<Choice extends string>(props: SelectFieldProps<Choice>) {
  const { label, choices, value, onChange, hint, ...select } = props;
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      <select
        {...select}
        id={id}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </p>
      )}
    </div>
  );
}

import { useId } from "react";
import styles from "./field.module.css";

type SelectChoice<Choice extends string> = {
  readonly value: Choice;
  readonly label: string;
  /** Heading that it stands under; choices without one come first. */
  readonly group?: string;
};

type SelectFieldProps<Choice extends string> = {
  label: string;
  choices: readonly SelectChoice<Choice>[];
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
        <Options choices={choices.filter(({ group }) => group === undefined)} />
        {groupsOf(choices).map((heading) => (
          <optgroup key={heading} label={heading}>
            <Options choices={choices.filter(({ group }) => group === heading)} />
          </optgroup>
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

function Options({ choices }: { choices: readonly SelectChoice<string>[] }) {
  return choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

/** Headings in the order of their first choice. */
function groupsOf(choices: readonly SelectChoice<string>[]): readonly string[] {
  return [...new Set(choices.flatMap(({ group }) => group ?? []))];
}

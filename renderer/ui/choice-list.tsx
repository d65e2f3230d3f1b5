import { useId } from "react";
import styles from "./choice-list.module.css";

type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
};

type ChoiceListProps<Value extends string> = {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of a few choices that need a sentence each, as native radio buttons below each other. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles["list"]} aria-label={props.label}>
      {props.choices.map(({ value, label, hint }) => (
        <label key={value} className={styles["choice"]}>
          <input
            type="radio"
            name={name}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
            aria-describedby={`${name}-${value}`}
            data-first-focus={value === props.value || undefined}
          />
          <span>{label}</span>
          <span id={`${name}-${value}`} className={styles["hint"]}>
            {hint}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

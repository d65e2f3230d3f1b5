import { useId } from "react";
import styles from "./segmented.module.css";

type SegmentedProps<Choice extends string> = {
  label: string;
  choices: readonly { readonly value: Choice; readonly label: string }[];
  value: Choice;
  onChange: (value: Choice) => void;
};

/** One of a few choices, as native radio buttons side by side. */
export function Segmented<Choice extends string>(props: SegmentedProps<Choice>) {
  const name = useId();
  return (
    <fieldset className={styles["group"]} aria-label={props.label}>
      {props.choices.map((choice) => (
        <label key={choice.value} className={styles["choice"]}>
          <input
            type="radio"
            name={name}
            checked={choice.value === props.value}
            onChange={() => props.onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}

import { INSISTENCE } from "#shared/domain/insistence.ts";
import { Field } from "../../ui/field.tsx";
import styles from "./dialogs.module.css";

type InsistenceProps = { typed: string; onType: (typed: string) => void };

/** The way past a refusal of a key that can do more than read, or may: in words, so that no slip of a finger does it. */
export function Insistence({ typed, onType }: InsistenceProps) {
  return (
    <div className={styles["insist"]}>
      <p>
        To use it all the same, type: <strong>{INSISTENCE}</strong>
      </p>
      <Field
        label="That sentence"
        name="insistence"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        ref={focus}
      />
    </div>
  );
}

function focus(input: HTMLInputElement | null): void {
  input?.focus();
}

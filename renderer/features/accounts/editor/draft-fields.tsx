import { Field } from "../../../ui/field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { accountKinds, kindOf, kindValue } from "./account-kinds.ts";
import styles from "./book-editor.module.css";
import type { Draft } from "./draft.ts";

type DraftFieldsProps = {
  draft: Draft;
  faults: ReadonlyMap<string, string>;
  onChange: (draft: Draft) => void;
};

type TextField = "label" | "venue" | "asOf" | "takerFeeRate";

/** What an account is called and by which rule it is judged. */
export function DraftFields({ draft, faults, onChange }: DraftFieldsProps) {
  const text = (field: TextField, hint: string) => ({
    value: draft[field],
    "aria-invalid": faults.has(field),
    hint: faults.has(field) ? `${hint} It ${faults.get(field)}.` : hint,
    onChange: ({ target }: { target: HTMLInputElement }) =>
      onChange({ ...draft, [field]: target.value }),
  });
  return (
    <div className={styles["fields"]}>
      <Field
        label="Name"
        maxLength={60}
        data-cell="label"
        data-first-focus
        {...text("label", "Your own, shown everywhere.")}
      />
      <SelectField
        label="Account kind"
        choices={accountKinds(draft)}
        value={kindValue(draft)}
        onChange={(value) => onChange({ ...draft, ...kindOf(value) })}
        hint="The rule it is judged by."
      />
      {draft.marginModel === "generic-cross" && (
        <Field label="Venue" maxLength={60} {...text("venue", "As you call it.")} />
      )}
      <Field
        label="As of"
        placeholder="the moment you save"
        {...text("asOf", "UTC, such as 2026-11-23T14:05:00Z.")}
      />
      <Field
        label="Taker fee rate"
        {...text("takerFeeRate", "Some rules count closing fees: 0.0004.")}
      />
    </div>
  );
}

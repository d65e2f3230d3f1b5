import { useQuery } from "@tanstack/react-query";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { Field } from "../../ui/field.tsx";
import { FailedState, LoadingState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";
import { erasureSentences } from "./erasure-words.ts";
import { accountQueries } from "./queries.ts";

type ErasureTermsProps = {
  accountId: string;
  label: string;
  typed: string;
  onType: (typed: string) => void;
  /** Where nothing else is to be chosen first. */
  takesFocus?: boolean;
};

/** What erasing takes, and the name to be typed, so that no slip of a finger does it. */
export function ErasureTerms(props: ErasureTermsProps) {
  const { accountId, label, typed, onType, takesFocus } = props;
  const history = useQuery(accountQueries.history(accountId));
  if (history.error)
    return (
      <FailedState
        {...describeFailure(toFailure(history.error))}
        onRetry={() => void history.refetch()}
      />
    );
  if (!history.data) return <LoadingState>Counting what is stored of it.</LoadingState>;
  return (
    <div className={styles["insist"]} data-testid="erasure-terms">
      <ul className={styles["facts"]}>
        {erasureSentences(history.data).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        <strong>This cannot be undone.</strong> To erase it, type its name: <strong>{label}</strong>
      </p>
      <Field
        label="Its name"
        name="confirmation"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        // Known when the dialog opens, or counted while it is open.
        {...(takesFocus === true && { "data-first-focus": true, ref: focus })}
      />
    </div>
  );
}

function focus(input: HTMLInputElement | null): void {
  input?.focus();
}

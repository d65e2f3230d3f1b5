import { type SubmitEvent, useState } from "react";
import type { AccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailedState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";
import { ErasureTerms } from "./erasure-terms.tsx";
import { isConfirmed, removalSentence } from "./erasure-words.ts";

const CHOICES = [
  {
    value: "keep",
    label: "Keep its history",
    hint: "It stays in the database on this machine, out of sight, until you erase it under Removed accounts.",
  },
  {
    value: "erase",
    label: "Erase its history too",
    hint: "Nothing stays of it but a random number and the time.",
  },
] as const;

type RemoveAccountDialogProps = { account: AccountView; onClose: () => void };

/** Removes an account, with its history kept or erased. */
export function RemoveAccountDialog({ account, onClose }: RemoveAccountDialogProps) {
  const { accountId, label } = account;
  const remove = useCall("accounts.remove");
  const [history, setHistory] = useState<"keep" | "erase">("keep");
  const [typed, setTyped] = useState("");
  const erases = history === "erase";
  const isBarred = erases && !isConfirmed(typed, label);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isBarred && !remove.isPending)
      remove.mutate({ accountId, history }, { onSuccess: onClose });
  }

  return (
    <Dialog title={`Remove ${label}`} shape="box" onClose={onClose}>
      <form className={styles["form"]} onSubmit={submit}>
        <p>{removalSentence(account)}</p>
        <ChoiceList label="Its history" choices={CHOICES} value={history} onChange={setHistory} />
        {erases && (
          <ErasureTerms accountId={accountId} label={label} typed={typed} onType={setTyped} />
        )}
        {remove.error && <FailedState {...describeFailure(toFailure(remove.error))} />}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>Keep the account</Button>
          <Button kind="danger" type="submit" disabled={isBarred} isBusy={remove.isPending}>
            {erases ? "Remove and erase it" : "Remove it"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

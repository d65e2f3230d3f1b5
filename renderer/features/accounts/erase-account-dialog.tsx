import { type SubmitEvent, useState } from "react";
import type { RemovedAccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailedState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";
import { ErasureTerms } from "./erasure-terms.tsx";
import { isConfirmed } from "./erasure-words.ts";

type EraseAccountDialogProps = { account: RemovedAccountView; onClose: () => void };

/** Erases what was kept of an account when it was removed. */
export function EraseAccountDialog({ account, onClose }: EraseAccountDialogProps) {
  const { accountId, label } = account;
  const erase = useCall("accounts.erase");
  const [typed, setTyped] = useState("");
  const isBarred = !isConfirmed(typed, label);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isBarred && !erase.isPending) erase.mutate({ accountId }, { onSuccess: onClose });
  }

  return (
    <Dialog title={`Erase the history of ${label}`} shape="box" onClose={onClose}>
      <form className={styles["form"]} onSubmit={submit}>
        <ErasureTerms
          accountId={accountId}
          label={label}
          typed={typed}
          onType={setTyped}
          takesFocus
        />
        {erase.error && <FailedState {...describeFailure(toFailure(erase.error))} />}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" type="submit" disabled={isBarred} isBusy={erase.isPending}>
            Erase it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

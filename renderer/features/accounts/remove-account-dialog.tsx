import type { AccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FailedState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";

type RemoveAccountDialogProps = { account: AccountView; onClose: () => void };

export function RemoveAccountDialog({ account, onClose }: RemoveAccountDialogProps) {
  const remove = useCall("accounts.remove");
  return (
    <Dialog title={`Remove ${account.label}`} shape="box" onClose={onClose}>
      <p>
        Its key is forgotten and it is no longer read: nothing will warn you about it. The{" "}
        {account.snapshotCount.toLocaleString("en-US")} snapshots that were read stay in the
        database on this machine.
      </p>
      {remove.error && <FailedState {...describeFailure(toFailure(remove.error))} />}
      <div className={styles["actions"]}>
        <Button onClick={onClose}>Keep it</Button>
        <Button
          kind="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate({ accountId: account.accountId }, { onSuccess: onClose })}
        >
          Remove it
        </Button>
      </div>
    </Dialog>
  );
}

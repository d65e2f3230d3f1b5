import type { SubmitEvent } from "react";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Banner, FailedState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";

type AddAccountDialogProps = {
  /** Why no key can be stored here; the form is shut then. */
  refusedBecause: string | null;
  onClose: () => void;
};

/** Label and view-only key of a new account. The key goes to the system's key store and never comes back. */
export function AddAccountDialog({ refusedBecause, onClose }: AddAccountDialogProps) {
  const add = useCall("accounts.add");
  const isShut = refusedBecause !== null || add.isPending;

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => textOf(form.get(name));
    add.mutate(
      {
        venue: "binanceusdm",
        marginModel: "binance-usdm",
        label: text("label"),
        apiKey: text("key"),
        secret: text("secret"),
      },
      { onSuccess: onClose },
    );
  }

  return (
    <Dialog title="Add an account" shape="box" onClose={onClose}>
      {refusedBecause !== null && (
        <Banner title="No key can be stored here" testId="keys-refused">
          {refusedBecause}
        </Banner>
      )}
      <form className={styles["form"]} onSubmit={submit} autoComplete="off">
        <Field
          label="Venue"
          name="venue"
          value="Binance USD-M futures"
          readOnly
          disabled={isShut}
        />
        <Field
          label="Label"
          name="label"
          data-first-focus
          required
          maxLength={60}
          disabled={isShut}
          hint="Your own name for it, shown everywhere."
        />
        <Field label="API key" name="key" required disabled={isShut} spellCheck={false} />
        <Field label="Secret" name="secret" type="password" required disabled={isShut} />
        <p className={styles["note"]}>
          Use a key that can only read. At Binance leave “Enable Reading” on and everything else
          off: no futures trading, no transfers, no withdrawals. Keel never places an order. The key
          is kept by this system&rsquo;s key store and is sent to the venue only.
        </p>
        {add.error && <FailedState {...describeFailure(toFailure(add.error))} />}
        <div className={styles["actions"]}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={isShut}>
            {add.isPending ? "Reading the account" : "Add and read it"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A field's text without the blanks that come along when a key is pasted. */
function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.trim() : "";
}

import { type SubmitEvent, useState } from "react";
import { BOOK_FORMATS, type BookFormat } from "#shared/contract/books.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import styles from "./dialogs.module.css";
import { parseMoment } from "./moment.ts";
import { NotSaved } from "./not-saved.tsx";

type ExportDialogProps = {
  accounts: readonly AccountView[];
  /** The one to begin with; all of them when there is none. */
  chosen: AccountView | undefined;
  onClose: () => void;
};

const ALL = "";
const FORMATS = BOOK_FORMATS.map((value) => ({ value, label: value.toUpperCase() }));

/** The stored book, or one account of it, as a file that Keel and `keel evaluate` read again. */
export function ExportDialog({ accounts, chosen, onClose }: ExportDialogProps) {
  const saving = useCall("books.export");
  const [what, setWhat] = useState(chosen?.accountId ?? ALL);
  const [format, setFormat] = useState<BookFormat>("json");
  const [typed, setTyped] = useState("");
  const at = parseMoment(typed);
  const choices = accounts.map(({ accountId, label }) => ({ value: accountId, label }));

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (at === undefined) return;
    saving.mutate({ accountId: what === ALL ? null : what, format, at });
  }

  return (
    <Dialog title="Export" shape="box" onClose={onClose}>
      {saving.data?.isSaved ? (
        <Saved onClose={onClose} />
      ) : (
        <form className={styles["form"]} onSubmit={submit}>
          <SelectField
            label="What"
            choices={[{ value: ALL, label: "Every account" }, ...choices]}
            value={what}
            onChange={setWhat}
            data-first-focus
          />
          <span className={styles["choice"]}>
            Format
            <Segmented label="Format" choices={FORMATS} value={format} onChange={setFormat} />
          </span>
          <Field
            label="As of"
            placeholder="now"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            aria-invalid={at === undefined}
            hint={
              at === undefined
                ? "Not a time: write 2026-11-23 or 2026-11-23 14:05, in UTC."
                : "Empty is now. 2026-11-23 14:05 (UTC) takes each account's newest reading until then."
            }
          />
          <p className={styles["note"]}>
            The file holds balances, positions and prices as they were read. It holds no key.
          </p>
          {saving.error && <NotSaved error={saving.error} />}
          <div className={styles["actions"]}>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              kind="primary"
              type="submit"
              disabled={at === undefined}
              isBusy={saving.isPending}
            >
              {saving.isPending ? "Saving" : "Save the file"}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function Saved({ onClose }: { onClose: () => void }) {
  return (
    <div className={styles["form"]} role="status" data-testid="book-saved">
      <p>
        <strong>Saved.</strong> “Import a book” on any Keel reads it again, and so does{" "}
        <code>keel evaluate</code>.
      </p>
      <div className={styles["actions"]}>
        <Button kind="primary" onClick={onClose} ref={(button) => button?.focus()}>
          Done
        </Button>
      </div>
    </div>
  );
}

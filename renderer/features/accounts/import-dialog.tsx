import { useEffect, useEffectEvent } from "react";
import type { BookPreviewView } from "#shared/views/books.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FailedState } from "../../ui/states.tsx";
import { BookFaults } from "./book-faults.tsx";
import { BookPreview } from "./book-preview.tsx";
import { importSummary, isStored } from "./book-words.ts";
import styles from "./dialogs.module.css";
import { NotSaved } from "./not-saved.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { useBookImport } from "./use-book-import.ts";

type ImportDialogProps = {
  /** A file that was dropped on the page. */
  dropped: File | null;
  onClose: () => void;
};

/** A file becomes accounts without keys: choose, look at what it would do, import. */
export function ImportDialog({ dropped, onClose }: ImportDialogProps) {
  const { chosen, imported, choose } = useBookImport();
  const takeDropped = useEffectEvent(choose);
  useEffect(() => {
    if (dropped) takeDropped(dropped);
  }, [dropped]);
  const error = chosen.error ?? imported.error;
  return (
    <Dialog title="Import a book" shape="sheet" onClose={onClose}>
      {imported.data ? (
        <Imported summary={importSummary(imported.data.readings)} onClose={onClose} />
      ) : (
        <>
          <FileChoice onFile={choose} />
          {chosen.isPending && (
            <ReadingProgress
              name={chosen.variables.file.name}
              work={chosen.variables.work}
              onStop={chosen.reset}
            />
          )}
          {error && <FailedState {...describeFailure(toFailure(error))} />}
          {chosen.data && (
            <Chosen
              key={chosen.submittedAt}
              name={chosen.variables.file.name}
              preview={chosen.data.preview}
              isImporting={imported.isPending}
              onImport={() => imported.mutate({ text: chosen.data.text })}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  return (
    <div className={styles["form"]}>
      <p className={styles["note"]}>
        A portfolio document: JSON, or CSV from a spreadsheet. Its accounts are kept as books beside
        the ones that are read: judged like any other, shown with the time they are of, and changed
        by nobody but you. The file stays on this machine.
      </p>
      <Field
        label="File"
        type="file"
        accept=".json,.csv"
        data-first-focus
        hint="Or drop one here."
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
        }}
      />
      <TemplateLine />
    </div>
  );
}

/** A spreadsheet to begin with, for whoever has no file yet. */
function TemplateLine() {
  const template = useCall("books.template");
  return (
    <div className={styles["line"]}>
      <p className={styles["note"]}>
        {template.data?.isSaved
          ? "Saved. Fill it in with a spreadsheet, save it as CSV UTF-8 and choose it here."
          : "No file yet? The template is a small whole book as CSV, to be filled in."}
      </p>
      <Button onClick={() => template.mutate({})} isBusy={template.isPending}>
        Save the template
      </Button>
      {template.error && <NotSaved error={template.error} />}
    </div>
  );
}

type ChosenProps = {
  name: string;
  preview: BookPreviewView;
  isImporting: boolean;
  onImport: () => void;
};

function Chosen({ name, preview, isImporting, onImport }: ChosenProps) {
  if (!preview.ok) return <BookFaults name={name} faults={preview.faults} />;
  const stored = preview.readings.filter(({ action }) => isStored(action)).length;
  return (
    <>
      <BookPreview readings={preview.readings} />
      <div className={styles["actions"]}>
        {stored === 0 ? (
          <p className={styles["note"]}>
            Keel has all of this already: there is nothing to import.
          </p>
        ) : (
          <Button kind="primary" onClick={onImport} isBusy={isImporting} ref={focusOnce}>
            {isImporting ? "Importing" : stored === 1 ? "Import it" : `Import all ${stored}`}
          </Button>
        )}
      </div>
    </>
  );
}

function Imported({ summary, onClose }: { summary: string; onClose: () => void }) {
  return (
    <div className={styles["form"]} role="status" data-testid="book-imported">
      <p>
        <strong>{summary}.</strong>
      </p>
      <div className={styles["actions"]}>
        <ButtonLink href="/">See the overview</ButtonLink>
        <Button kind="primary" onClick={onClose} ref={focusOnce}>
          Done
        </Button>
      </div>
    </div>
  );
}

/** The next step has the focus as soon as it is there: Enter goes on. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

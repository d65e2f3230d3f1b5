import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { toFailure } from "../../../bridge/bridge.ts";
import { describeFailure } from "../../../bridge/failure-text.ts";
import { channelQuery } from "../../../bridge/query.ts";
import { Button } from "../../../ui/button.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { FailedState, LoadingState } from "../../../ui/states.tsx";
import { BookFaults } from "../book-faults.tsx";
import styles from "./book-editor.module.css";
import { type Draft, emptyDraft } from "./draft.ts";
import { DraftFields } from "./draft-fields.tsx";
import { DraftFigures } from "./draft-figures.tsx";
import { toDraft } from "./draft-from-document.ts";
import { DraftGrids } from "./draft-grids.tsx";
import { shownFaults } from "./faults.ts";
import { LeftOut } from "./left-out.tsx";
import { NotedGaps } from "./noted-gaps.tsx";
import { useDraft } from "./use-draft.ts";
import { useDraftCheck } from "./use-draft-check.ts";
import { useSave } from "./use-save.ts";
import { useSaveKey } from "./use-save-key.ts";

/** A book of one's own, typed from nothing. */
export function NewBook({ onClose }: { onClose: () => void }) {
  return (
    <Editor
      name="new"
      title="A book by hand"
      begin={() => emptyDraft(`by-hand-${crypto.randomUUID()}`)}
      onClose={onClose}
    />
  );
}

/** The newest reading of a book, to be saved as a later one. */
export function EditBook({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const book = useQuery({ ...channelQuery("books.get", { accountId }), gcTime: 0 });
  if (book.error) return <FailedState {...describeFailure(toFailure(book.error))} />;
  if (!book.data) return <LoadingState>Reading the book.</LoadingState>;
  const { text } = book.data;
  return (
    <Editor name={accountId} title="Edit a book" begin={() => toDraft(text)} onClose={onClose} />
  );
}

type EditorProps = { name: string; title: string; begin: () => Draft; onClose: () => void };

function Editor({ name, title, begin, onClose }: EditorProps) {
  const { draft, change, forget } = useDraft(name, begin);
  const [isAsked, setIsAsked] = useState(false);
  const check = useDraftCheck(draft);
  const leave = () => {
    forget();
    onClose();
  };
  const saving = useSave(leave);
  const form = useRef<HTMLFormElement>(null);
  useSaveKey(() => form.current?.requestSubmit());
  useEffect(() => form.current?.querySelector<HTMLElement>("[data-first-focus]")?.focus(), []);
  useEffect(() => {
    if (saving.data?.kind === "faulty")
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [saving.data]);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsAsked(true);
    saving.mutate(draft);
  }

  const faults = shownFaults(draft, check.faults, isAsked);
  const { elsewhere } = check.faults;
  return (
    <form ref={form} className={styles["editor"]} onSubmit={submit} noValidate>
      <Panel
        title={title}
        className={styles["head"]}
        aside={
          <span className={styles["actions"]}>
            <Button onClick={leave}>Cancel</Button>
            <Button kind="primary" type="submit" isBusy={saving.isPending} title="Ctrl Enter">
              {saving.isPending ? "Saving" : "Save the book"}
            </Button>
          </span>
        }
      >
        <DraftFigures check={check} wrong={check.faults.at.size + elsewhere.length} />
      </Panel>
      {(check.error ?? saving.error) && (
        <FailedState {...describeFailure(toFailure(check.error ?? saving.error))} />
      )}
      {saving.data?.kind === "left out" && <LeftOut saved={saving.data} />}
      {elsewhere.length > 0 && <BookFaults name="This book" faults={elsewhere} />}
      <Panel title="Account">
        <DraftFields draft={draft} faults={faults} onChange={change} />
        <NotedGaps gaps={draft.gaps} onChange={(gaps) => change({ ...draft, gaps })} />
      </Panel>
      <DraftGrids draft={draft} faults={faults} onChange={change} />
      <p className={styles["note"]}>
        Leave empty what you don&rsquo;t know: it is marked as missing and never counted as zero.
        Enter goes down and adds a row, a block copied from a spreadsheet fills cells, Ctrl Enter
        saves. Nothing warns about a book: it is as you stated it, and shown with its time.
      </p>
    </form>
  );
}

import { useState } from "react";
import { useLocation } from "wouter";
import type { AccountView } from "#shared/views/accounts.ts";
import { EditBook, NewBook } from "./editor/book-editor.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import styles from "./book-steps.module.css";
import { useFileDrop } from "./use-file-drop.ts";

type BookStepsProps = {
  step: string | undefined;
  accounts: readonly AccountView[];
  chosen: AccountView | undefined;
  onClose: () => void;
};

/** Import and export of books, as dialogs over the page. A file dropped on the page begins an import. */
export function BookSteps({ step, accounts, chosen, onClose }: BookStepsProps) {
  const [dropped, setDropped] = useState<File | null>(null);
  const [, navigate] = useLocation();
  const isOver = useFileDrop((file) => {
    setDropped(file);
    navigate("/accounts/import");
  });
  const close = () => {
    setDropped(null);
    onClose();
  };
  return (
    <>
      {isOver && <div className={styles["over"]}>Drop it to see what is in it</div>}
      {step === "import" && <ImportDialog dropped={dropped} onClose={close} />}
      {step === "export" && <ExportDialog accounts={accounts} chosen={chosen} onClose={close} />}
    </>
  );
}

/** Typing a book takes the whole page; `null` when the step is another. */
export function bookPage(
  step: string | undefined,
  accountId: string | undefined,
  onClose: () => void,
) {
  if (step === "by-hand") return <NewBook onClose={onClose} />;
  if (step !== "edit" || accountId === undefined) return null;
  return <EditBook key={accountId} accountId={accountId} onClose={onClose} />;
}

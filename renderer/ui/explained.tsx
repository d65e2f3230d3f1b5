import { type ReactNode, useState } from "react";
import { Dialog } from "./dialog.tsx";
import styles from "./explained.module.css";

type ExplainedProps = {
  /** Names the figure; heads the sheet. */
  title: string;
  /** Rendered only while the sheet is open. */
  parts: () => ReactNode;
  children: ReactNode;
};

/** A computed figure that opens: click or Enter shows the line items it is made of. */
export function Explained({ title, parts, children }: ExplainedProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles["opener"]}
        aria-haspopup="dialog"
        aria-label={`${title}: show its parts`}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && (
        <Dialog title={title} shape="sheet" onClose={() => setOpen(false)}>
          {parts()}
        </Dialog>
      )}
    </>
  );
}

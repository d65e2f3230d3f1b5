import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button.tsx";
import styles from "./dialog.module.css";

type DialogProps = {
  title: string;
  /** A sheet stands at the right edge; a box in the middle. */
  shape: "sheet" | "box";
  onClose: () => void;
  children: ReactNode;
};

/** A native modal dialog: Esc and a click beside it close it, focus goes back where it came from. */
export function Dialog({ title, shape, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    opened?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    // Only a dialog that is closed, not just taken away, gives the focus back.
    return () => opened?.close();
  }, []);

  function tellClosed() {
    if (dialog.current?.open === false) onClose();
  }

  function closeFromBackdrop(event: MouseEvent) {
    if (event.target === dialog.current) dialog.current.close();
  }

  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a click beside it; Esc is native
    <dialog
      ref={dialog}
      className={styles["dialog"]}
      data-shape={shape}
      aria-labelledby={heading}
      onClose={tellClosed}
      onClick={closeFromBackdrop}
    >
      <div className={styles["body"]}>
        <header className={styles["head"]}>
          <h2 id={heading}>{title}</h2>
          <Button kind="quiet" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </header>
        {children}
      </div>
    </dialog>,
    document.body,
  );
}

import { type ReactNode, useId, useRef } from "react";
import styles from "./hint.module.css";
import { placeBeside } from "./place-beside.ts";

type HintProps = { sentences: readonly string[]; children: ReactNode };

/** Sentences shown while the pointer or the focus is on the children. Reachable by keyboard. */
export function Hint({ sentences, children }: HintProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);

  function show() {
    if (!anchor.current || !bubble.current) return;
    bubble.current.showPopover();
    const size = bubble.current.getBoundingClientRect();
    const view = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = placeBeside(anchor.current.getBoundingClientRect(), size, view);
    bubble.current.style.left = `${left}px`;
    bubble.current.style.top = `${top}px`;
  }

  function hide() {
    if (bubble.current?.matches(":popover-open")) bubble.current.hidePopover();
  }

  return (
    <span
      ref={anchor}
      className={styles["anchor"]}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the hint must open from the keyboard
      tabIndex={0}
      aria-describedby={id}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
    >
      {children}
      <span ref={bubble} id={id} role="tooltip" popover="manual" className={styles["bubble"]}>
        {sentences.map((sentence) => (
          <span key={sentence} className={styles["sentence"]}>
            {sentence}
          </span>
        ))}
      </span>
    </span>
  );
}

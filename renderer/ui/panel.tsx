import type { ReactNode } from "react";
import styles from "./panel.module.css";

type PanelProps = {
  title: string;
  /** Beside the title: switches, filters, small facts. */
  aside?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
};

/** A titled region. */
export function Panel({ title, aside, className, children }: PanelProps) {
  return (
    <section aria-label={title} className={`${styles["panel"]} ${className ?? ""}`}>
      <header className={styles["head"]}>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

import styles from "./position-parts.module.css";

export type FactRow = readonly [label: string, text: string];

/** What is known of one thing, a line each. */
export function Facts({ rows }: { rows: readonly FactRow[] }) {
  return (
    <dl className={styles["facts"]}>
      {rows.map(([label, text]) => (
        <div key={label} className={styles["fact"]}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

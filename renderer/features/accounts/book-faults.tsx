import type { BookFaultView } from "#shared/views/books.ts";
import styles from "./book-faults.module.css";

type BookFaultsProps = { name: string; faults: readonly BookFaultView[] };

/** Why a file was not taken, place by place, and what to do. */
export function BookFaults({ name, faults }: BookFaultsProps) {
  return (
    <div className={styles["faults"]} role="alert" data-testid="book-faults">
      <p>
        <strong>{name} can&rsquo;t be imported.</strong> Nothing was stored. Correct{" "}
        {faults.length === 1 ? "this" : "these"} and choose the file again.
      </p>
      <dl>
        {faults.map(({ path, reason }) => (
          <div key={`${path} ${reason}`}>
            <dt>{path}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

import type { ConnectionView } from "#shared/views/accounts.ts";
import { formatPercent } from "../../format/ratio.ts";
import { Bar } from "../../ui/bar.tsx";
import { Hint } from "../../ui/hint.tsx";
import styles from "./room-cell.module.css";
import { roomWords } from "./connection-words.ts";

/** What is left of the venue's request limit, or how much Keel asks where the venue doesn't tell. */
export function RoomCell({ connection }: { connection: ConnectionView | null }) {
  if (connection === null) return <span className={styles["none"]}>—</span>;
  const { ratio, isTight, sentences } = roomWords(connection);
  return (
    <Hint sentences={sentences}>
      {ratio === null ? (
        <span className={styles["none"]}>{connection.sentLastMinute} sent / min</span>
      ) : (
        <span className={styles["room"]}>
          <span className={styles["bar"]}>
            <Bar ratio={ratio} tone={isTight ? "warn" : undefined} />
          </span>
          {formatPercent(ratio, { places: 0 })} %{isTight && <strong>little</strong>}
        </span>
      )}
    </Hint>
  );
}

import { useQuery } from "@tanstack/react-query";
import { channelQuery } from "../../bridge/query.ts";
import { Bar } from "../../ui/bar.tsx";
import { Button } from "../../ui/button.tsx";
import { progressWords } from "./book-words.ts";
import styles from "./reading-progress.module.css";

type ReadingProgressProps = { name: string; work: string; onStop: () => void };

/** Often enough to be seen moving. */
const ASK_EVERY_MS = 200;

/** How far the reading of a file is; a large one takes seconds. */
export function ReadingProgress({ name, work, onStop }: ReadingProgressProps) {
  const { data } = useQuery({
    ...channelQuery("books.progress", { work }),
    refetchInterval: ASK_EVERY_MS,
    gcTime: 0,
  });
  return (
    <div className={styles["progress"]} data-testid="reading-progress" aria-busy="true">
      <p role="status">Reading {name}.</p>
      <Bar ratio={data ? String(data.done / data.total) : null} />
      <div className={styles["line"]}>
        <span>{data && progressWords(data)}</span>
        <Button onClick={onStop}>Stop reading</Button>
      </div>
    </div>
  );
}

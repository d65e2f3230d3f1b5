import { barShare } from "../format/ratio.ts";
import styles from "./bar.module.css";
import type { Tone } from "./tone.ts";

type BarProps = { ratio: string | null; tone?: Tone | undefined };

/** A share of one as a small bar; always beside its figure, so it is hidden from readers. */
export function Bar({ ratio, tone }: BarProps) {
  return (
    <span className={styles["track"]} aria-hidden="true">
      <span
        className={styles["fill"]}
        data-tone={tone}
        style={{ width: `${barShare(ratio) * 100}%` }}
      />
    </span>
  );
}

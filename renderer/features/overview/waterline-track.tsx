import {
  AXIS_MOVES,
  placeOf,
  type WaterlineMark,
  type WaterlineRow,
  ZONES,
} from "./waterline-layout.ts";
import styles from "./waterline.module.css";

const MIDDLE = 13;
const percent = (share: number) => `${share * 100}%`;

/** One row's drawing: danger zones, the room on each side, a mark per liquidation price. */
export function WaterlineTrack({ row }: { row: WaterlineRow }) {
  return (
    <svg
      className={styles["track"]}
      width="100%"
      height="26"
      role="img"
      aria-label={sentenceOf(row)}
    >
      {ZONES.map((zone, place) => (
        <rect
          key={zone}
          className={styles["zone"]}
          data-tone={place === 0 ? "warn" : "act"}
          x={percent(placeOf(`-${zone}`))}
          width={percent(placeOf(zone) - placeOf(`-${zone}`))}
          y="0"
          height="26"
        />
      ))}
      {AXIS_MOVES.map((move) => (
        <line
          key={move}
          className={move === "0" ? styles["zero"] : styles["grid"]}
          x1={percent(placeOf(move))}
          x2={percent(placeOf(move))}
          y1="0"
          y2="26"
        />
      ))}
      {row.room.map(({ from, to, level }) => (
        <rect
          key={`${from} ${to}`}
          className={styles["room"]}
          data-tone={level}
          x={percent(from)}
          width={percent(to - from)}
          y={MIDDLE - 2}
          height="4"
        />
      ))}
      {row.marks.map((mark) => (
        <Mark key={mark.key} mark={mark} />
      ))}
      {row.words !== null && (
        <text className={styles["words"]} x="50%" dx="10" y={MIDDLE + 4}>
          {row.words}
        </text>
      )}
    </svg>
  );
}

function Mark({ mark }: { mark: WaterlineMark }) {
  const isNearest = mark.label !== null;
  const isLeft = mark.x < 0.5;
  const labelOutward = mark.x > 0.14 && mark.x < 0.86;
  const anchorEnd = isLeft === labelOutward;
  return (
    <g data-tone={mark.level}>
      <title>{mark.sentence}</title>
      {mark.isBeyond ? (
        <svg x={percent(mark.x)} y={MIDDLE} overflow="visible">
          <path d={isLeft ? "M1 0 7-5V5z" : "M-1 0-7-5V5z"} fill="currentColor" />
        </svg>
      ) : (
        <line
          className={isNearest ? styles["nearest"] : styles["mark"]}
          x1={percent(mark.x)}
          x2={percent(mark.x)}
          y1={isNearest ? 4 : 8}
          y2={isNearest ? 22 : 18}
        />
      )}
      {isNearest && (
        <text
          className={styles["label"]}
          x={percent(mark.x)}
          dx={anchorEnd ? -7 : mark.isBeyond ? 12 : 7}
          y={MIDDLE + 4}
          textAnchor={anchorEnd ? "end" : "start"}
        >
          {mark.label}
        </text>
      )}
    </g>
  );
}

function sentenceOf(row: WaterlineRow): string {
  if (row.words !== null) return row.words;
  return row.marks
    .toReversed()
    .map((mark) => mark.sentence)
    .join(" ");
}

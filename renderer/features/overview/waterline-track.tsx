import {
  AXIS_MOVES,
  placeOf,
  type WaterlineMark,
  type WaterlineRow,
  ZONES,
} from "./waterline-layout.ts";
import styles from "./waterline.module.css";

/** Marks stand in the lower half of the row, labels in the upper. */
const MARK_MIDDLE = 5;

const percent = (share: number) => `${share * 100}%`;

/** One row's drawing: danger zones, the room on each side, a mark per liquidation price. */
export function WaterlineTrack({ row }: { row: WaterlineRow }) {
  return (
    <svg className={styles["track"]} width="100%" role="img" aria-label={sentenceOf(row)}>
      {ZONES.map((zone, place) => (
        <rect
          key={zone}
          className={styles["zone"]}
          data-tone={place === 0 ? "warn" : "act"}
          x={percent(placeOf(`-${zone}`))}
          width={percent(placeOf(zone) - placeOf(`-${zone}`))}
          height="100%"
        />
      ))}
      {AXIS_MOVES.map((move) => (
        <line
          key={move}
          className={move === "0" ? styles["zero"] : styles["grid"]}
          x1={percent(placeOf(move))}
          x2={percent(placeOf(move))}
          y2="100%"
        />
      ))}
      {/* From here on heights count from the middle of the row. */}
      <svg y="50%" overflow="visible">
        {row.room.map(({ from, to, level }) => (
          <rect
            key={`${from} ${to}`}
            className={styles["room"]}
            data-tone={level}
            x={percent(from)}
            width={percent(to - from)}
            y={MARK_MIDDLE - 2}
            height="4"
          />
        ))}
        {row.marks.map((mark) => (
          <Mark key={mark.key} mark={mark} />
        ))}
        {row.words !== null && (
          <text className={styles["words"]} x="50%" dx="10" y="4">
            {row.words}
          </text>
        )}
      </svg>
    </svg>
  );
}

function Mark({ mark }: { mark: WaterlineMark }) {
  const isNearest = mark.label !== null;
  const half = isNearest ? 6.5 : 4;
  return (
    <g data-tone={mark.level}>
      <title>{mark.sentence}</title>
      {/* Both are always there: React loses its place when a nested drawing is taken away. */}
      <svg x={percent(mark.x)} y={MARK_MIDDLE} overflow="visible">
        <path
          d={mark.x < 0.5 ? "M1 0 7-5V5z" : "M-1 0-7-5V5z"}
          fill="currentColor"
          display={mark.isBeyond ? undefined : "none"}
        />
      </svg>
      <line
        className={isNearest ? styles["nearest"] : styles["mark"]}
        x1={percent(mark.x)}
        x2={percent(mark.x)}
        y1={MARK_MIDDLE - half}
        y2={MARK_MIDDLE + half}
        display={mark.isBeyond ? "none" : undefined}
      />
      {isNearest && <MarkLabel mark={mark} />}
    </g>
  );
}

/** Above the marks, so that it hides none; outward of its own, inward near the edge of the axis. */
function MarkLabel({ mark }: { mark: WaterlineMark }) {
  const isLeft = mark.x < 0.5;
  const isOutward = mark.x > 0.16 && mark.x < 0.84;
  const isEnd = isLeft === isOutward;
  return (
    <text
      className={styles["label"]}
      x={percent(mark.x)}
      dx={isEnd ? -5 : 5}
      y="-3"
      textAnchor={isEnd ? "end" : "start"}
    >
      {mark.label}
    </text>
  );
}

function sentenceOf(row: WaterlineRow): string {
  if (row.words !== null) return row.words;
  return row.marks
    .toReversed()
    .map((mark) => mark.sentence)
    .join(" ");
}

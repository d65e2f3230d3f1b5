import type { DangerLevel } from "#shared/views/overview.ts";
import { LEVEL_WORDS } from "./danger.ts";
import styles from "./level.module.css";

const SHAPES: Readonly<Record<DangerLevel, React.ReactNode>> = {
  safe: <circle cx="6" cy="6" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  watch: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  warn: (
    <path
      d="M6 1.8 10.8 10.2H1.2z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
  act: <path d="M6 1 11.4 10.6H.6z" fill="currentColor" />,
  critical: <path d="M3.6.6h4.8l3 3v4.8l-3 3H3.6l-3-3V3.6z" fill="currentColor" />,
  unknown: (
    <circle
      cx="6"
      cy="6"
      r="4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2 2"
    />
  ),
};

/** Shape of a danger level: it is told apart without color. */
export function LevelGlyph({ level }: { level: DangerLevel }) {
  return (
    <svg
      className={styles["glyph"]}
      data-tone={level}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      role="img"
      aria-label={LEVEL_WORDS[level]}
    >
      {SHAPES[level]}
    </svg>
  );
}

/** Glyph and word of a danger level. */
export function Level({ level }: { level: DangerLevel }) {
  return (
    <span className={styles["level"]} data-tone={level} data-level={level}>
      <LevelGlyph level={level} />
      <span>{LEVEL_WORDS[level]}</span>
    </span>
  );
}

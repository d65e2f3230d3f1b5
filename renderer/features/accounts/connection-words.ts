import type { ConnectionView, PaceReason, RoomView } from "#shared/views/accounts.ts";
import { formatAge } from "../../format/time.ts";

/** Below this a difference of clocks is the way of the request, not the clock. */
const AGREES_BELOW_MS = 500;
/** Below this share Keel itself reads less often. */
const TIGHT_BELOW_RATIO = 0.2;

const BECAUSE: Readonly<Record<PaceReason, string | null>> = {
  usual: null,
  danger: "near liquidation",
  saving: "on battery, or nobody at the computer",
  shared: "the accounts at this venue share its request limit",
  room: "the venue has little room left for requests",
};

/** `every 30 s`; `null` before the first reading has ended. */
export function paceWord({ pace }: Pick<ConnectionView, "pace">): string | null {
  return pace === null ? null : `every ${formatAge(Math.round(pace.intervalMs / 1000) * 1000)}`;
}

export function paceSentences(connection: Pick<ConnectionView, "pace">): string[] {
  const { pace } = connection;
  const word = paceWord(connection);
  if (pace === null || word === null) return [];
  const because = BECAUSE[pace.reason];
  return [`Read ${word}${because === null ? "" : `: ${because}`}.`];
}

/** What is left of the venue's request limit, for a table: a share of one and whether it is little. */
export type RoomWords = {
  /** `null` where the venue tells none. */
  readonly ratio: string | null;
  readonly isTight: boolean;
  readonly sentences: readonly string[];
};

type Roomy = Pick<ConnectionView, "room" | "sentLastMinute">;

export function roomWords({ room, sentLastMinute }: Roomy): RoomWords {
  const sent = `Keel sent ${counted(sentLastMinute, "request")} for this account in the last minute.`;
  if (room === null)
    return { ratio: null, isTight: false, sentences: ["Not told by the venue.", sent] };
  const ratio = room.left / room.limit;
  const isTight = ratio < TIGHT_BELOW_RATIO;
  const tight = isTight ? ["Below 20 % Keel reads less often, near liquidation too."] : [];
  return { ratio: String(ratio), isTight, sentences: [roomSentence(room), ...tight, sent] };
}

function roomSentence({ left, limit, unit, windowMs }: RoomView): string {
  const percent = Math.floor((left / limit) * 100);
  const allowed = `${limit.toLocaleString("en-US")} ${unit}`;
  return `${percent} % of ${allowed} ${windowWord(windowMs)} was left when it was last read.`;
}

function windowWord(windowMs: number): string {
  if (windowMs === 60_000) return "a minute";
  return windowMs === 1_000 ? "a second" : `in ${windowMs / 1_000} s`;
}

export function clockSentence({ clock }: Pick<ConnectionView, "clock">): string {
  if (clock === null) return "Not compared: the venue tells no time that Keel needs.";
  if (Math.abs(clock.offsetMs) < AGREES_BELOW_MS)
    return `Your clock and the venue's agree within ${AGREES_BELOW_MS / 1_000} s.`;
  const seconds = (Math.abs(clock.offsetMs) / 1_000).toFixed(1);
  const side = clock.offsetMs < 0 ? "behind" : "ahead of";
  const corrected = clock.isCorrected
    ? "corrected in every request"
    : "not corrected, and requests to this venue don't depend on it";
  return `Your clock is ${seconds} s ${side} the venue's; ${corrected}. Ages are counted by your clock: set it right.`;
}

/** `Leverage bracket read 3 h 05 min ago (a1b2c3d4).` for each table of rules that is kept. */
export function ruleSentences({ rules }: Pick<ConnectionView, "rules">, now: number): string[] {
  return rules.map(
    ({ name, readAt, hash }) =>
      `${capitalized(name)} read ${formatAge(now - readAt)} ago (${hash}).`,
  );
}

function counted(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

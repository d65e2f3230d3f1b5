import { AsyncLocalStorage } from "node:async_hooks";
import type { ConnectionReport, Room } from "./exchange-client.ts";
import type { Arrival } from "./one-moment.ts";
import { readRoom, type RoomAnswer, tightestRoom } from "./request-room.ts";
import { createRuleTables, type RuleTables } from "./rule-tables.ts";

const MINUTE_MS = 60_000;

/** What one reading was made of, gathered while its answers come in. */
type Trace = { readonly arrivals: Arrival[]; readonly rooms: Room[]; weight: number };

type Answer = RoomAnswer & { readonly status: number };

export type SessionRecord = {
  /** Reads, and tells of when the answers are that it was made of. */
  readonly trace: <Value>(
    read: () => Promise<Value>,
  ) => Promise<{ readonly value: Value; readonly arrivals: readonly Arrival[] }>;
  /** Asks for a table of rules: that is no part of the moment a reading is of, nor of what each uses. */
  readonly askRules: <Value>(ask: () => Promise<Value>) => Promise<Value>;
  readonly tables: RuleTables;
  /** A request is about to leave; its weight is ccxt's, in units of the venue's `weightMs`. */
  readonly weighed: (weight: number) => void;
  readonly sent: () => void;
  readonly answered: (answer: Answer) => void;
  readonly report: () => Omit<ConnectionReport, "clock">;
};

/** Keeps what a connection learns beside the answers themselves. */
export function createSessionRecord(
  venue: string,
  weightMs: number,
  now: () => number,
): SessionRecord {
  const context = new AsyncLocalStorage<Trace | null>();
  const tables = createRuleTables(now);
  let sentAt: number[] = [];
  let room: Room | null = null;
  let readingMs: number | null = null;
  const isRecent = (at: number) => Math.abs(now() - at) < MINUTE_MS;
  return {
    tables,
    trace: async (read) => {
      const trace: Trace = { arrivals: [], rooms: [], weight: 0 };
      try {
        return { value: await context.run(trace, read), arrivals: trace.arrivals };
      } finally {
        room = tightestRoom(trace.rooms) ?? room;
        if (trace.weight > 0) readingMs = trace.weight * weightMs;
      }
    },
    askRules: (ask) => context.run(null, ask),
    weighed: (weight) => {
      const trace = context.getStore();
      if (trace) trace.weight += weight;
    },
    sent: () => (sentAt = [...sentAt.filter(isRecent), now()]),
    answered: ({ status, headers, url }) => {
      const trace = context.getStore();
      if (!trace) return;
      const told = readRoom(venue, { headers, url });
      if (told) trace.rooms.push(told);
      if (status < 300) trace.arrivals.push({ at: now(), sentAt: sentTime(headers) });
    },
    report: () => ({
      room,
      readingMs,
      rules: tables.list(),
      sentLastMinute: sentAt.filter(isRecent).length,
    }),
  };
}

function sentTime(headers: Readonly<Record<string, string>>): number | null {
  const time = Date.parse(headers["Date"] ?? "");
  return Number.isNaN(time) ? null : time;
}

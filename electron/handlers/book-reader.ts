import { createHash } from "node:crypto";
import type { BookProgressView } from "#shared/views/books.ts";
import type { ParsedPortfolio } from "../document/parse-portfolio.ts";
import { readBook } from "../document/read-book.ts";
import type { Steps } from "../document/steps.ts";
import { AppError } from "../ipc/app-error.ts";
import { inTurns } from "./in-turns.ts";

/** One piece of work on a book, as those doing it see it. */
export type Work = {
  /** Reads a book. The one that was read last is known again by its text. */
  readonly read: (text: string) => Promise<ParsedPortfolio>;
  /** Lets go of the book that was read last. */
  readonly forget: () => void;
  /** Does a stage of it in turns. Rejects with a conflict when the work was cancelled. */
  readonly stage: <Result>(
    name: BookProgressView["stage"],
    steps: Steps<Result>,
  ) => Promise<Result>;
};

export type BookReader = {
  /** Does work that can be followed and cancelled by its id; without one it is done all the same. */
  readonly work: <Result>(
    id: string | undefined,
    act: (work: Work) => Promise<Result>,
  ) => Promise<Result>;
  /** How far a piece of work is; `null` before it begins and when it is done. */
  readonly progress: (id: string) => BookProgressView | null;
  /** Ends a piece of work, when it is under way, and lets go of the book that was read last. */
  readonly cancel: (id: string) => void;
};

type Running = { readonly abort: AbortController; progress: BookProgressView | null };

/** Large books take seconds: they are read and assessed in turns, and read once for preview and import. */
export function createBookReader(): BookReader {
  const running = new Map<string, Running>();
  let last: { readonly hash: string; readonly parsed: ParsedPortfolio } | null = null;
  const forget = (): void => void (last = null);

  const workOf = (one: Running): Work => {
    const stage: Work["stage"] = (name, steps) =>
      inTurns(steps, {
        tell: (progress) => void (one.progress = { stage: name, ...progress }),
        signal: one.abort.signal,
      });
    const read = async (text: string): Promise<ParsedPortfolio> => {
      const hash = createHash("sha256").update(text).digest("hex");
      if (last?.hash === hash) return last.parsed;
      const parsed = await stage("checking", readBook(text));
      last = { hash, parsed };
      return parsed;
    };
    return { read, stage, forget };
  };

  return {
    work: async (id, act) => {
      const one: Running = { abort: new AbortController(), progress: null };
      if (id !== undefined) running.set(id, one);
      try {
        return await act(workOf(one));
      } finally {
        if (id !== undefined) running.delete(id);
      }
    },
    progress: (id) => running.get(id)?.progress ?? null,
    cancel: (id) => {
      running.get(id)?.abort.abort(new AppError("conflict", "The reading was cancelled."));
      forget();
    },
  };
}

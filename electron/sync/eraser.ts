import type { AccountId } from "#shared/domain/ids.ts";
import type { Log } from "../ports.ts";
import type { ErasureStore } from "../store/erasure-store.ts";
import { type StorageError, toStorageError } from "../store/storage-error.ts";
import type { Assessments } from "./assessments.ts";
import type { Events } from "./events.ts";
import type { Timers } from "./timers.ts";

/** Erases history a part at a time, so that everything else goes on meanwhile. */
export type Eraser = {
  /** Goes on with what an earlier run left. */
  readonly start: () => void;
  /** When it returns the account is hidden and its erasure certain. Asked again it tries again. */
  readonly erase: (accountId: AccountId) => void;
  /** Why it does not get on, in a sentence; `null` while it does. */
  readonly failure: () => string | null;
  /** Whether the file still has to be written anew, which is done when Keel is closed. */
  readonly hasTraces: () => boolean;
  readonly stop: () => void;
};

type EraserOptions = {
  readonly erasures: ErasureStore;
  /** Copies of the database that hold the account. */
  readonly deleteBackupsOf: (accountId: AccountId) => void;
  readonly assessments: Assessments;
  readonly timers: Timers;
  readonly events: Events;
  readonly log: Log;
};

/** The window hears how far it is about twice a second. */
const PARTS_BETWEEN_NEWS = 60;

export function createEraser(options: EraserOptions): Eraser {
  const { erasures, timers, events, log } = options;
  const eraseNext = createErasing(options);
  let cancel: (() => void) | null = null;
  let failure: StorageError | null = null;
  let parts = 0;

  const step = (): void => {
    cancel = null;
    const isMore = attempt(() => eraseNext());
    parts += 1;
    if (isMore === true) arm();
    else if (isMore === false && erasures.isQuickToWipe()) wipe();
    if (isMore !== true || parts % PARTS_BETWEEN_NEWS === 0) events.announce("accounts.changed");
  };
  const arm = (): void => {
    cancel ??= timers.setTimer(step, 0);
  };
  /** `null`: it failed, and is left to the next try. */
  const attempt = <Result>(act: () => Result): Result | null => {
    try {
      const result = act();
      failure = null;
      return result;
    } catch (error) {
      failure = toStorageError(error);
      if (failure === null) throw error;
      log.error("history could not be erased", { reason: failure.message });
      return null;
    }
  };
  const wipe = (): void => {
    if (erasures.hasTraces()) attempt(erasures.wipeTraces);
  };

  return {
    start: () => {
      if (erasures.hasTraces()) arm();
    },
    erase: (accountId) => {
      erasures.append(accountId, timers.now());
      arm();
    },
    failure: () => failure?.message ?? null,
    hasTraces: erasures.hasTraces,
    stop: () => {
      cancel?.();
      if (erasures.listUnfinished().length === 0) wipe();
    },
  };
}

/** Erases the next part of whatever is marked; `false` when there is nothing. */
function createErasing({ erasures, deleteBackupsOf, assessments }: EraserOptions): () => boolean {
  let begun: AccountId | null = null;
  return () => {
    const [accountId] = erasures.listUnfinished();
    if (accountId === undefined) return false;
    // Before the account itself: what is stopped halfway is found again by it.
    if (begun !== accountId) deleteBackupsOf(accountId);
    begun = accountId;
    erasures.eraseSome(accountId);
    assessments.forget();
    return true;
  };
}

import type { AccountId } from "#shared/domain/ids.ts";
import type { Log } from "../ports.ts";
import type { AlertStore } from "../store/alert-store.ts";
import { toStorageError } from "../store/storage-error.ts";
import type { Timers } from "../sync/timers.ts";
import type { AlertTransition, Notifier } from "./alert.ts";
import { isAbove } from "./alert-level.ts";

export type NoticeDeskOptions = {
  readonly store: Pick<AlertStore, "appendDelivery">;
  readonly notifier: Notifier;
  readonly timers: Timers;
  readonly log: Log;
  /** The delivery log of an account has changed. */
  readonly onChange: (accountId: AccountId) => void;
  /** The trader clicked a notice. */
  readonly onOpen: (accountId: AccountId) => void;
};

/** A notice to be told. Where the disk refused to store it, its delivery is not noted either. */
type Notice = { readonly transition: AlertTransition; readonly isStored: boolean };

type NoticeDesk = {
  /** Resolves when the desktop has answered for the first time. */
  readonly deliver: (notice: Notice) => Promise<void>;
  /** A notice that is not told by then is told at the next start. */
  readonly close: () => void;
};

/** A desktop's notifications are back within a minute of being started anew. */
const RETRIES_AFTER_MS = [5_000, 20_000, 60_000];

/**
 * Hands notices to the desktop and keeps the delivery log. One of danger that the desktop does not
 * take is offered again while its level stands. Each refusal is logged; the last word is stored.
 */
export function createNoticeDesk(
  options: NoticeDeskOptions,
  isStanding: (transition: AlertTransition) => boolean,
): NoticeDesk {
  const { timers, log } = options;
  const retries = new Set<() => void>();
  let isClosed = false;

  const offer = async (notice: Notice, attempt: number): Promise<void> => {
    const { transition } = notice;
    const failure = await show(options, transition);
    if (isClosed) return;
    if (failure !== null) {
      const fields = { alert: transition.id, attempt: attempt + 1, reason: failure };
      log.warn("the desktop did not take an alert", fields);
    }
    const waitMs = isAbove(transition.to, "warn") ? RETRIES_AFTER_MS[attempt] : undefined;
    if (failure === null || waitMs === undefined) return note(options, notice, failure);
    const cancel = timers.setTimer(() => {
      retries.delete(cancel);
      if (isStanding(transition)) void offer(notice, attempt + 1);
      else note(options, notice, failure);
    }, waitMs);
    retries.add(cancel);
  };

  return {
    deliver: (notice) => offer(notice, 0),
    close: () => {
      isClosed = true;
      for (const cancel of retries) cancel();
    },
  };
}

/** Why the desktop did not take it; `null` when it did. */
async function show(
  { notifier, onOpen }: NoticeDeskOptions,
  { id, title, body, to: level, accountId }: AlertTransition,
): Promise<string | null> {
  try {
    await notifier.notify({ id, title, body, level, onClick: () => onOpen(accountId) });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function note(
  { store, timers, onChange }: NoticeDeskOptions,
  { transition, isStored }: Notice,
  failure: string | null,
): void {
  if (!isStored) return;
  try {
    store.appendDelivery(transition.id, timers.now(), failure);
  } catch (error) {
    // Told but not noted: it is told once more at the next start.
    if (toStorageError(error) === null) throw error;
  }
  onChange(transition.accountId);
}

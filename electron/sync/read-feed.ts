import { MAINTENANCE_RATIO, readMaintenanceRatio } from "../alerts/rules/maintenance-ratio.ts";
import type { AccountAssessment } from "../engine/assessment.ts";
import { causeOf } from "../ipc/cause-of.ts";
import { toStorageError } from "../store/storage-error.ts";
import type { Desk, Feed } from "./feed-desk.ts";
import { readAccount } from "./sync-account.ts";
import { type SyncFailure, toSyncFailure } from "./sync-failure.ts";

/** One reading of an account, stored, judged and announced; what kept it from that. Never rejects. */
export async function readFeed(
  desk: Desk,
  feed: Feed,
  signal: AbortSignal,
): Promise<SyncFailure | null> {
  const { timers, snapshots, assessments, keys, nextTurn } = desk;
  const { client, account } = feed;
  try {
    const snapshot = await readAccount({ client, snapshots, now: timers.now, signal });
    if (snapshot === null) return null;
    // To assess a large account and to store it are pieces of work of their own.
    const assessment = assessments.of(snapshot);
    await nextTurn();
    if (signal.aborted) return null;
    const failure = keep(desk, feed, assessment);
    if (failure === null) await keys.readIfDue(account.accountId, client);
    return failure;
  } catch (error) {
    if (!signal.aborted) logFailure(desk, feed, error, "an account was not read");
    return toSyncFailure(error, timers.now());
  }
}

function logFailure({ log }: Desk, { account }: Feed, error: unknown, message: string): void {
  const { code } = toSyncFailure(error, 0);
  const reason = error instanceof Error ? error.message : String(error);
  log.warn(message, { account: account.accountId, code, reason, ...causeOf(error) });
}

/** Stored, judged and announced. What the disk refuses is judged all the same: a shown alarm beats a kept reading. */
function keep(desk: Desk, feed: Feed, assessment: AccountAssessment): SyncFailure | null {
  const { snapshots, events, timers } = desk;
  const { snapshot } = assessment;
  try {
    snapshots.append(snapshot);
  } catch (error) {
    if (toStorageError(error) === null) throw error;
    judge(desk, assessment);
    logFailure(desk, feed, error, "an account was read and not stored");
    return { ...toSyncFailure(error, timers.now()), isJudged: true };
  }
  feed.readAt = snapshot.readAt;
  feed.unreadable = null;
  judge(desk, assessment);
  events.announce("risk.updated", snapshot.accountId);
  return null;
}

/** Alerts come before the window hears of the reading. */
function judge({ alerts }: Desk, assessment: AccountAssessment): void {
  const { accountId } = assessment.snapshot;
  const known = alerts.subjectsOf(accountId, MAINTENANCE_RATIO);
  void alerts.evaluate(accountId, readMaintenanceRatio(assessment, known));
}

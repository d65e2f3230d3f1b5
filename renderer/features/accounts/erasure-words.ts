import type {
  AccountHistoryView,
  AccountView,
  RemovedAccountView,
} from "#shared/views/accounts.ts";
import { formatClock, formatDay } from "../../format/time.ts";

/** What removing does whatever becomes of the history. */
export function removalSentence({
  isBook,
  walletAddress,
}: Pick<AccountView, "isBook" | "walletAddress">): string {
  if (isBook) return "It leaves your accounts: nothing will warn you about it.";
  const key = walletAddress === null ? "Its key is forgotten and it" : "It";
  return `${key} is no longer read: nothing will warn you about it.`;
}

/** What erasing takes, and what it can't reach. */
export function erasureSentences(history: AccountHistoryView): readonly string[] {
  return [
    readings(history),
    ...backups(history.backupCount),
    "Files you exported and copies made by other programs are out of Keel’s reach.",
  ];
}

function readings({ snapshotCount, firstReadAt, lastReadAt }: AccountHistoryView): string {
  if (firstReadAt === null || lastReadAt === null)
    return "It was never read: only its name and settings are deleted from this machine.";
  const count = `${formatCount(snapshotCount)} ${snapshotCount === 1 ? "reading" : "readings"}`;
  const span =
    firstReadAt === lastReadAt
      ? `of ${stamp(firstReadAt)}`
      : `from ${stamp(firstReadAt)} to ${stamp(lastReadAt)}`;
  return `${count} ${span}, its alerts, its name and its settings are deleted from this machine.`;
}

function backups(count: number): readonly string[] {
  if (count === 0) return [];
  return count === 1
    ? [
        "1 backup that Keel made before an upgrade holds this account too: it is deleted, with the copies of other accounts in it.",
      ]
    : [
        `${formatCount(count)} backups that Keel made before upgrades hold this account too: they are deleted, with the copies of other accounts in them.`,
      ];
}

/** How far the erasing of an account is. */
export function erasingSentence({ label, snapshotCount }: RemovedAccountView): string {
  return `Erasing the history of ${label}: ${formatCount(snapshotCount)} readings left.`;
}

/** Blanks at the ends don't matter; every letter does. */
export function isConfirmed(typed: string, label: string): boolean {
  return typed.trim() === label.trim();
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

function stamp(at: number): string {
  return `${formatDay(at, "utc")} ${formatClock(at, "utc")} UTC`;
}

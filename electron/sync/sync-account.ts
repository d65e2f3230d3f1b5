import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { type ExchangeClient, VenueError } from "../exchange/exchange-client.ts";
import { oddMarks } from "../exchange/odd-marks.ts";
import type { SnapshotStore, StoredSnapshot } from "../store/snapshot-store.ts";
import { readableOrNull } from "../store/storage-error.ts";

type SyncInput = {
  readonly client: ExchangeClient;
  readonly snapshots: SnapshotStore;
  readonly now: () => number;
  /** Aborted when the account was removed or the app stops meanwhile. */
  readonly signal: AbortSignal;
};

/**
 * Reads one account and stores what was read; `null` when it was called off meanwhile. Throws
 * a coded error and leaves the last good snapshot in place when the venue can't be read, its answer
 * can't be used, or it can't be stored.
 */
export async function syncAccount(input: SyncInput): Promise<StoredSnapshot | null> {
  const snapshot = await readAccount(input);
  return snapshot && { id: input.snapshots.append(snapshot), snapshot };
}

/** The same, not stored yet: what was read and stands up to the last good snapshot. */
export async function readAccount(input: SyncInput): Promise<AccountSnapshot | null> {
  const { client, snapshots, now, signal } = input;
  const first = withOddMarks(await client.fetchAccount());
  if (signal.aborted) return null;
  // One that can't be read bars no new one, which then stands in its place.
  const latest = readableOrNull(() => snapshots.findLatest(first.accountId))?.snapshot ?? null;
  const isRepeated = isDoubtful(first) || isEmptied(first, latest);
  const snapshot = isRepeated ? withOddMarks(await client.fetchAccount()) : first;
  if (signal.aborted) return null;
  if (isHollow(snapshot)) {
    throw new VenueError(
      "bad_venue_data",
      "The venue answered with no positions although it counts some in the account.",
    );
  }
  if (latest !== null && isOutOfOrder(snapshot, latest, now())) {
    throw new VenueError(
      "bad_venue_data",
      "The venue answered with a state of the account older than the one already read.",
    );
  }
  return snapshot;
}

function withOddMarks(snapshot: AccountSnapshot): AccountSnapshot {
  return { ...snapshot, gaps: [...snapshot.gaps, ...oddMarks(snapshot.positions)] };
}

/** A venue that contradicts itself about the positions is asked once more: it may lie for one reading. */
function isDoubtful({ gaps }: AccountSnapshot): boolean {
  return gaps.some(({ code, path }) => code === "contradiction" && path.startsWith("positions"));
}

/**
 * Whether everything that was held is gone at once. One server of a venue may say so that knows
 * nothing; it is believed when the account says the same again.
 */
function isEmptied(next: AccountSnapshot, latest: AccountSnapshot | null): boolean {
  if (latest === null) return false;
  const lostPositions = latest.positions.length > 0 && next.positions.length === 0;
  return lostPositions || (hasFunds(latest) && !hasFunds(next));
}

function hasFunds({ balances }: AccountSnapshot): boolean {
  return balances.some(({ walletBalance }) => walletBalance !== null && !walletBalance.isZero());
}

/**
 * No positions in one answer and some in another, asked twice: an empty book would show an account
 * that is far from danger. With some positions left the gap beside them says what is doubtful.
 */
function isHollow(snapshot: AccountSnapshot): boolean {
  return snapshot.positions.length === 0 && isDoubtful(snapshot);
}

/**
 * A venue's servers don't always agree on the time; what one of them said earlier must not replace
 * what another said later. A stored time that lies ahead of our clock proves nothing and bars nobody.
 */
function isOutOfOrder(next: AccountSnapshot, latest: AccountSnapshot, now: number): boolean {
  if (next.venueAt === null || latest.venueAt === null || latest.venueAt > now) return false;
  return next.venueAt < latest.venueAt;
}

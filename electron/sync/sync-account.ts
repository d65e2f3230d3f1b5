import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { type ExchangeClient, VenueError } from "../exchange/exchange-client.ts";
import { oddMarks } from "../exchange/odd-marks.ts";
import type { SnapshotStore, StoredSnapshot } from "../store/snapshot-store.ts";

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
  const { client, snapshots, now, signal } = input;
  const first = withOddMarks(await client.fetchAccount());
  if (signal.aborted) return null;
  const latest = snapshots.findLatest(first.accountId);
  const isRepeated = isDoubtful(first) || isEmptied(first, latest?.snapshot);
  const snapshot = isRepeated ? withOddMarks(await client.fetchAccount()) : first;
  if (signal.aborted) return null;
  if (isHollow(snapshot)) {
    throw new VenueError(
      "bad_venue_data",
      "The venue answered with no positions although it counts some in the account.",
    );
  }
  if (latest !== null && isOutOfOrder(snapshot, latest.snapshot, now())) {
    throw new VenueError(
      "bad_venue_data",
      "The venue answered with a state of the account older than the one already read.",
    );
  }
  return { id: snapshots.append(snapshot), snapshot };
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
function isEmptied(next: AccountSnapshot, latest: AccountSnapshot | undefined): boolean {
  if (latest === undefined) return false;
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

import type { Decimal } from "#shared/domain/decimal.ts";
import type { AccountId } from "#shared/domain/ids.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount, computeEquity } from "../engine/assess-account.ts";
import type { AccountAssessment } from "../engine/assessment.ts";
import type { SnapshotId, SnapshotStore } from "../store/snapshot-store.ts";

/** Assessments of snapshots. A snapshot never changes, so neither does what is computed of it. */
export type Assessments = {
  readonly of: (snapshot: AccountSnapshot) => AccountAssessment;
  /** Of the newest stored snapshot; `null` before the first. */
  readonly findLatest: (accountId: AccountId) => AccountAssessment | null;
  /** Account equity in the valuation currency; `null` not known. */
  readonly equityOf: (id: SnapshotId) => Decimal | null;
  /** Whenever some history was erased: ids of what is gone are given again. */
  readonly forget: () => void;
};

/** A year of one chart's points for every account: one Decimal each. */
const EQUITIES_KEPT = 20_000;

export function createAssessments(snapshots: SnapshotStore): Assessments {
  // Kept for as long as its snapshot is: the store holds the newest of every account.
  const assessments = new WeakMap<AccountSnapshot, AccountAssessment>();
  const equities = new Map<SnapshotId, Decimal | null>();

  const assess = (snapshot: AccountSnapshot): AccountAssessment => {
    const known = assessments.get(snapshot);
    if (known !== undefined) return known;
    const assessed = assessAccount(snapshot);
    assessments.set(snapshot, assessed);
    return assessed;
  };

  const assessEquity = (id: SnapshotId): Decimal | null => {
    const snapshot = snapshots.find(id);
    return snapshot === null ? null : computeEquity(snapshot);
  };

  return {
    of: assess,
    findLatest: (accountId) => {
      const stored = snapshots.findLatest(accountId);
      if (stored === null) return null;
      const assessed = assess(stored.snapshot);
      remember(equities, EQUITIES_KEPT, stored.id, () => assessed.equity.value);
      return assessed;
    },
    equityOf: (id) => remember(equities, EQUITIES_KEPT, id, () => assessEquity(id)),
    forget: () => {
      equities.clear();
    },
  };
}

/** The kept value, or a fresh one that pushes out the one unused for longest. */
function remember<Key, Value>(
  kept: Map<Key, Value>,
  limit: number,
  key: Key,
  compute: () => Value,
): Value {
  const known = kept.get(key);
  const value = known === undefined ? compute() : known;
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
  return value;
}

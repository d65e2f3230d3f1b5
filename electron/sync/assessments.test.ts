import { describe, expect, it } from "vitest";
import { accountId } from "#shared/domain/ids.ts";
import { createAccountStore } from "../store/account-store.ts";
import { createSnapshotStore } from "../store/snapshot-store.ts";
import { buildSnapshot } from "../store/testing/build-snapshot.ts";
import { openTestDatabase } from "../store/testing/open-test-database.ts";
import { createAssessments } from "./assessments.ts";

describe("assessments", () => {
  it("computes each account of a large book once, however often all are looked at", () => {
    const db = openTestDatabase();
    const accounts = createAccountStore(db);
    const snapshots = createSnapshotStore(db);
    const assessments = createAssessments(snapshots);
    const ids = Array.from({ length: 100 }, (_, index) => accountId(`account-${index}`));
    for (const id of ids) {
      const rule = { venue: "binanceusdm", marginModel: "binance-usdm" } as const;
      accounts.append({ accountId: id, label: id, ...rule, isDemo: false, createdAt: 0 });
      snapshots.append(buildSnapshot({ accountId: id }));
    }
    const first = ids.map(assessments.findLatest);
    const second = ids.map(assessments.findLatest);
    expect(second.every((assessed, index) => assessed !== null && assessed === first[index])).toBe(
      true,
    );
  });
});

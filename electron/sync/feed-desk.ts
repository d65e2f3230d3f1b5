import type { AccountId } from "#shared/domain/ids.ts";
import type { FeedState } from "#shared/views/overview.ts";
import type { AlertService } from "../alerts/alert-service.ts";
import type { VenueClient } from "../exchange/exchange-client.ts";
import type { NextTurn } from "../exchange/turns.ts";
import type { Log, Power } from "../ports.ts";
import type { Account, AccountStore } from "../store/account-store.ts";
import type { SnapshotStore } from "../store/snapshot-store.ts";
import type { Assessments } from "./assessments.ts";
import type { Events } from "./events.ts";
import type { KeyCheck } from "./key-check.ts";
import type { SyncFailure } from "./sync-failure.ts";
import type { SyncSchedule } from "./sync-schedule.ts";
import type { Timers } from "./timers.ts";

export type FeedsOptions = {
  readonly timers: Timers;
  readonly accounts: Pick<AccountStore, "find">;
  readonly snapshots: SnapshotStore;
  readonly assessments: Assessments;
  readonly alerts: AlertService;
  readonly events: Events;
  readonly log: Log;
  readonly power: Power;
  readonly keys: KeyCheck;
  readonly nextTurn: NextTurn;
};

/** One account that is being read. */
export type Feed = {
  readonly account: Account;
  readonly client: VenueClient;
  readonly intervalMs: number;
  readAt: number | null;
  /** Why the newest stored snapshot can't be read; `null` when it can, or one was stored since. */
  unreadable: SyncFailure | null;
  seenState: FeedState;
  wokenAt: number;
  /** When the first reading ended since it was opened or the computer woke; `null` before: its age says nothing. */
  triedAt: number | null;
};

/** What reading accounts works with. */
export type Desk = FeedsOptions & {
  /** Notices a sleep, or a clock that was set, before a failure is judged by the time. */
  readonly checkClock: () => void;
  readonly feeds: Map<AccountId, Feed>;
  readonly schedule: SyncSchedule;
};

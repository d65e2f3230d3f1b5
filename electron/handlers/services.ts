import type { AlertService } from "../alerts/alert-service.ts";
import type { AppPorts } from "../ports.ts";
import type { AccountStore } from "../store/account-store.ts";
import type { AlertStore } from "../store/alert-store.ts";
import type { RemovedAccounts } from "../store/removed-accounts.ts";
import type { SettingStore } from "../store/setting-store.ts";
import type { SnapshotStore } from "../store/snapshot-store.ts";
import type { Transact } from "../store/transact.ts";
import type { Assessments } from "../sync/assessments.ts";
import type { DemoSession } from "../sync/demo-session.ts";
import type { Eraser } from "../sync/eraser.ts";
import type { Events } from "../sync/events.ts";
import type { Feeds } from "../sync/feeds.ts";

/** What the handlers call; put together once in app.ts. */
export type Services = {
  readonly ports: AppPorts;
  readonly transact: Transact;
  readonly accounts: AccountStore;
  readonly removed: RemovedAccounts;
  readonly snapshots: SnapshotStore;
  readonly alertStore: AlertStore;
  readonly settings: SettingStore;
  readonly assessments: Assessments;
  readonly alerts: AlertService;
  readonly feeds: Feeds;
  readonly demo: DemoSession;
  readonly eraser: Eraser;
  readonly events: Events;
};

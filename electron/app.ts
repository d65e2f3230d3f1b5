import { randomUUID } from "node:crypto";
import type { Reply } from "#shared/contract/reply.ts";
import { createAlertService } from "./alerts/alert-service.ts";
import { createAccountHandlers } from "./handlers/accounts.ts";
import { createAlertHandlers } from "./handlers/alerts.ts";
import { createBookHandlers } from "./handlers/books.ts";
import { createDemoHandlers } from "./handlers/demo.ts";
import { createMarginHandlers } from "./handlers/margin.ts";
import { createOverviewHandlers } from "./handlers/overview.ts";
import type { Services } from "./handlers/services.ts";
import { createSettingHandlers } from "./handlers/settings.ts";
import { createDispatch } from "./ipc/dispatch.ts";
import type { App, AppPorts, Log } from "./ports.ts";
import { type ConfiguredAccount, createAccountStore, isBook } from "./store/account-store.ts";
import { createAlertStore } from "./store/alert-store.ts";
import { deleteBackupsOf } from "./store/backups.ts";
import { createErasureStore } from "./store/erasure-store.ts";
import { openDatabase } from "./store/open-database.ts";
import { createRemovedAccounts } from "./store/removed-accounts.ts";
import { createSettingStore } from "./store/setting-store.ts";
import { createSnapshotStore } from "./store/snapshot-store.ts";
import { type StorageError, toStorageError } from "./store/storage-error.ts";
import { createTransact } from "./store/transact.ts";
import { createAssessments } from "./sync/assessments.ts";
import { connectAccount } from "./sync/connect-account.ts";
import { createDemoSession } from "./sync/demo-session.ts";
import { createEraser } from "./sync/eraser.ts";
import { createEvents } from "./sync/events.ts";
import { createFeeds } from "./sync/feeds.ts";
import { createKeyCheck } from "./sync/key-check.ts";
import { createSystemTimers, type Timers } from "./sync/timers.ts";

type Database = ReturnType<typeof openDatabase>;

/**
 * Puts the app together: everything but the window. A database that can't be used makes an app that
 * answers every call with the reason, so that the window can say it.
 */
export function createApp(ports: AppPorts, timers: Timers = createSystemTimers(ports.now)): App {
  try {
    const db = openDatabase({ dataDir: ports.dataDir, now: ports.now() });
    return createWorkingApp(ports, timers, db);
  } catch (error) {
    const failure = toStorageError(error);
    if (failure === null) throw error;
    ports.log.error("the database can't be used", {
      fault: failure.fault,
      reason: String(failure.cause),
    });
    return createFailedApp(failure);
  }
}

function createWorkingApp(ports: AppPorts, timers: Timers, db: Database): App {
  const services = createServices(ports, timers, db);
  const dispatch = createDispatch(
    {
      ...createOverviewHandlers(services),
      ...createMarginHandlers(services),
      ...createAccountHandlers(services),
      ...createBookHandlers(services),
      ...createAlertHandlers(services),
      ...createSettingHandlers(services),
      ...createDemoHandlers(services),
    },
    ports.log,
  );
  let starting: Promise<void> | null = null;
  let stopping: Promise<void> | null = null;
  return {
    dispatch: (channel, input) =>
      stopping === null ? dispatch(channel, input) : Promise.resolve(CLOSING),
    subscribe: services.events.subscribe,
    start: () => (starting ??= start(services)),
    stop: () => (stopping ??= stop(services, db, starting)),
  };
}

const CLOSING: Reply<never> = {
  ok: false,
  error: { code: "unexpected", message: "Keel is closing." },
};

function createServices(ports: AppPorts, timers: Timers, db: Database): Services {
  const { now, log, notifier } = ports;
  const events = createEvents();
  const accounts = createAccountStore(db);
  const snapshots = createSnapshotStore(db);
  const alertStore = createAlertStore(db);
  const settings = createSettingStore(db);
  const assessments = createAssessments(snapshots);
  const alerts = createAlertService({
    store: alertStore,
    notifier,
    timers,
    newId: randomUUID,
    log,
    onChange: (accountId) => events.announce("alerts.changed", accountId),
    onOpen: (accountId) => events.announce("alert.open", accountId),
  });
  const keys = createKeyCheck({ accounts, now, events, log });
  const feeds = createFeeds({
    ...{ timers, accounts, snapshots, assessments, alerts, events, log, keys },
    power: ports.power,
    nextTurn: ports.nextTurn,
  });
  const demo = createDemoSession({ ports, accounts, snapshots, alerts, settings, feeds, events });
  const eraser = createEraser({
    ...{ timers, assessments, events, log },
    erasures: createErasureStore(db),
    deleteBackupsOf: (accountId) => deleteBackupsOf(ports.dataDir, accountId),
  });
  return {
    ports,
    transact: createTransact(db),
    accounts,
    removed: createRemovedAccounts(db),
    snapshots,
    alertStore,
    settings,
    assessments,
    alerts,
    feeds,
    demo,
    eraser,
    events,
  };
}

/** Each step for itself: what fails of one account, or of the alerts, keeps no other from being read. */
async function start(services: Services): Promise<void> {
  const { ports, accounts, alerts, feeds, demo, eraser } = services;
  const attempt = createAttempt(ports.log);
  await attempt(() => void alerts.start());
  await attempt(eraser.start);
  // No whole key, whoever has it: an older database may stand in the place of one that knows it.
  await attempt(ports.vault.sweep);
  await attempt(async () => {
    for (const account of accounts.list().filter(isRead))
      await attempt(() => feeds.open(account, connectAccount(ports, account, ports.replayUrl)));
  });
  await attempt(demo.start);
}

/** Without a demo, or with a store that fails, there is still a window that can say so. */
function createAttempt(log: Log) {
  return async (step: () => void | Promise<void>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error("the start was not complete", { reason });
    }
  };
}

/** The demo opens by itself. */
const isRead = (account: ConfiguredAccount) =>
  !account.isDemo && !account.isPaused && !isBook(account);

async function stop(
  { alerts, feeds, demo, eraser }: Services,
  db: Database,
  starting: Promise<void> | null,
): Promise<void> {
  await starting;
  alerts.stop();
  // Whatever does not end cleanly, the database is closed.
  await Promise.allSettled([feeds.stop(), demo.stop()]);
  try {
    eraser.stop();
  } finally {
    db.close();
  }
}

function createFailedApp({ code, message }: StorageError): App {
  return {
    dispatch: () => Promise.resolve({ ok: false, error: { code, message } }),
    subscribe: () => () => {},
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

import { randomUUID } from "node:crypto";
import { accountId } from "#shared/domain/ids.ts";
import type { DemoView } from "#shared/views/overview.ts";
import type { AlertService } from "../alerts/alert-service.ts";
import { AppError } from "../ipc/app-error.ts";
import type { AppPorts, DemoVenue } from "../ports.ts";
import type { Account, AccountStore } from "../store/account-store.ts";
import type { SettingStore } from "../store/setting-store.ts";
import type { SnapshotStore } from "../store/snapshot-store.ts";
import { toConnection } from "./connect-account.ts";
import type { Events } from "./events.ts";
import type { Feeds } from "./feeds.ts";

/** Set when the user has left the demo: the next start is an empty one. */
const DEMO_LEFT = "demo.left";
/** The demo's venue asks for none, the client insists on one. */
const NO_CREDENTIAL = { apiKey: "demo", secret: "demo" };

export type DemoSession = {
  /** Opens the demo when no account is configured and it was not left. */
  readonly start: () => Promise<void>;
  /** Refused beside accounts of one's own: their figures must not be added up with invented ones. */
  readonly enter: () => Promise<void>;
  /** Hides the demo's account for good and stops its venue. */
  readonly leave: () => Promise<void>;
  /** Makes way for a first account of one's own. */
  readonly giveWay: () => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly view: () => DemoView;
  readonly stop: () => Promise<void>;
};

type DemoOptions = {
  readonly ports: Pick<AppPorts, "startDemo" | "connectExchange" | "now">;
  readonly accounts: AccountStore;
  readonly snapshots: Pick<SnapshotStore, "forget">;
  readonly alerts: Pick<AlertService, "forget">;
  readonly settings: SettingStore;
  readonly feeds: Feeds;
  readonly events: Events;
};

export function createDemoSession(options: DemoOptions): DemoSession {
  const { ports, accounts, snapshots, alerts, settings, feeds, events } = options;
  const house = createVenueHouse(ports.startDemo);
  const inTurn = createSequence();
  const enter = async (): Promise<void> => {
    if (accounts.list().some(({ isDemo }) => !isDemo)) throw beside();
    if (house.venue() !== null) return;
    const { proxyUrl } = await house.start();
    try {
      await openAccount(options, proxyUrl);
    } catch (error) {
      await house.stop();
      throw error;
    }
    announceChange(events);
  };
  const giveWay = async (): Promise<void> => {
    const demos = accounts.list().filter(({ isDemo }) => isDemo);
    await Promise.all(demos.map(({ accountId: id }) => feeds.close(id)));
    for (const { accountId: id } of demos) {
      accounts.appendRemoval(id, ports.now());
      snapshots.forget(id);
      alerts.forget(id);
    }
    await house.stop();
    announceChange(events);
  };
  const leave = async (): Promise<void> => {
    settings.save(DEMO_LEFT, true);
    await giveWay();
  };
  const start = async (): Promise<void> => {
    const configured = accounts.list();
    const isWanted = configured.every(({ isDemo }) => isDemo) && settings.find(DEMO_LEFT) !== true;
    if (isWanted) await enter();
    // The app ended before the demo had made way.
    else if (configured.some(({ isDemo }) => isDemo)) await giveWay();
  };
  const change = (act: (venue: DemoVenue) => void): void => {
    act(house.venue() ?? notOpen());
    events.announce("demo.changed");
  };
  return {
    start: () => inTurn(start),
    enter: () => inTurn(enter),
    leave: () => inTurn(leave),
    giveWay: () => inTurn(giveWay),
    stop: () => inTurn(house.stop),
    pause: () => change((venue) => venue.pause()),
    resume: () => change((venue) => venue.resume()),
    view: () => ({ active: house.venue() !== null, paused: house.venue()?.isPaused() ?? false }),
  };
}

/** The demo's venue, while there is one. */
function createVenueHouse(startDemo: AppPorts["startDemo"]) {
  let venue: DemoVenue | null = null;
  return {
    venue: () => venue,
    start: async (): Promise<DemoVenue> => {
      venue = await startDemo();
      return venue;
    },
    stop: async (): Promise<void> => {
      const stopping = venue;
      venue = null;
      await stopping?.close();
    },
  };
}

/** Runs one thing after the other, so that entering and leaving never meet halfway. */
function createSequence() {
  let before: Promise<unknown> = Promise.resolve();
  const runAfter = async (previous: Promise<unknown>, act: () => Promise<void>): Promise<void> => {
    await previous;
    await act();
  };
  return (act: () => Promise<void>): Promise<void> => {
    const own = runAfter(before, act);
    before = Promise.allSettled([own]);
    return own;
  };
}

async function openAccount(options: DemoOptions, proxyUrl: string): Promise<void> {
  const { ports, accounts, settings, feeds } = options;
  const account = accounts.list().find(({ isDemo }) => isDemo) ?? appendAccount(options);
  const client = ports.connectExchange(toConnection(account, proxyUrl), NO_CREDENTIAL, ports.now);
  settings.save(DEMO_LEFT, false);
  await feeds.open(account, client);
}

function appendAccount({ accounts, ports }: DemoOptions): Account {
  const account: Account = {
    accountId: accountId(`demo-${randomUUID()}`),
    label: "Demo",
    venue: "binanceusdm",
    marginModel: "binance-usdm",
    isDemo: true,
    createdAt: ports.now(),
  };
  accounts.append(account);
  return account;
}

function announceChange(events: Events): void {
  events.announce("demo.changed");
  events.announce("accounts.changed");
}

function notOpen(): never {
  throw new AppError("conflict", "The demo is not open.");
}

function beside(): AppError {
  return new AppError("conflict", "The demo opens only while no account of your own is there.");
}

import { randomUUID } from "node:crypto";
import { accountId } from "#shared/domain/ids.ts";
import type { DemoView } from "#shared/views/overview.ts";
import { AppError } from "../ipc/app-error.ts";
import type { AppPorts, DemoVenue } from "../ports.ts";
import type { Account, AccountStore } from "../store/account-store.ts";
import type { SettingStore } from "../store/setting-store.ts";
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
  readonly settings: SettingStore;
  readonly feeds: Feeds;
  readonly events: Events;
};

export function createDemoSession(options: DemoOptions): DemoSession {
  const { ports, accounts, settings, feeds, events } = options;
  let running: Promise<DemoVenue> | null = null;
  let venue: DemoVenue | null = null;

  const startVenue = async (): Promise<DemoVenue> => {
    running ??= ports.startDemo();
    try {
      venue = await running;
      return venue;
    } catch (error) {
      running = null;
      throw error;
    }
  };
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = null;
    venue = null;
    await (await stopping)?.close();
  };
  const enter = async (): Promise<void> => {
    if (accounts.list().some(({ isDemo }) => !isDemo)) throw beside();
    if (running !== null) return;
    const { proxyUrl } = await startVenue();
    try {
      openAccount(options, proxyUrl);
    } catch (error) {
      await stop();
      throw error;
    }
    announceChange(events);
  };
  const giveWay = async (): Promise<void> => {
    const demos = accounts.list().filter(({ isDemo }) => isDemo);
    await Promise.all(demos.map(({ accountId: id }) => feeds.close(id)));
    for (const { accountId: id } of demos) accounts.appendRemoval(id, ports.now());
    await stop();
    announceChange(events);
  };

  return {
    start: async () => {
      if (settings.find(DEMO_LEFT) === true) return;
      if (accounts.list().every(({ isDemo }) => isDemo)) await enter();
    },
    enter,
    leave: async () => {
      settings.save(DEMO_LEFT, true);
      await giveWay();
    },
    giveWay,
    pause: () => {
      openVenue(venue).pause();
      events.announce("demo.changed");
    },
    resume: () => {
      openVenue(venue).resume();
      events.announce("demo.changed");
    },
    view: () => ({ active: venue !== null, paused: venue?.isPaused() ?? false }),
    stop,
  };
}

function openAccount(options: DemoOptions, proxyUrl: string): void {
  const { ports, accounts, settings, feeds } = options;
  const account = accounts.list().find(({ isDemo }) => isDemo) ?? appendAccount(options);
  const client = ports.connectExchange(toConnection(account, proxyUrl), NO_CREDENTIAL, ports.now);
  settings.save(DEMO_LEFT, false);
  feeds.open(account, client, "at once");
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

function openVenue(venue: DemoVenue | null): DemoVenue {
  if (venue !== null) return venue;
  throw new AppError("conflict", "The demo is not open.");
}

function beside(): AppError {
  return new AppError("conflict", "The demo opens only while no account of your own is there.");
}

import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import dbus from "@particle/dbus-next";

/** What the desktop was asked to show. */
export type Shown = {
  readonly id: number;
  readonly summary: string;
  readonly body: string;
  /** 0 low, 1 normal, 2 critical. */
  readonly urgency: number | null;
};

export type Desktop = {
  /** Address for `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  readonly shown: readonly Shown[];
  /** Resolves with the first notice, past or to come, whose summary matches. */
  readonly waitFor: (summary: RegExp, timeoutMs?: number) => Promise<Shown>;
  /** Clicks a notice as the user would. */
  readonly click: (notice: Shown) => void;
  readonly close: () => Promise<void>;
};

/** A session bus of its own with a notification server on it: a real desktop, as far as the app can tell. */
export async function startDesktop(): Promise<Desktop> {
  const daemon = spawn(
    "dbus-daemon",
    ["--session", "--nofork", "--nopidfile", "--print-address=1"],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const [line]: Buffer[] = await once(daemon.stdout, "data");
  const address = String(line).trim();
  const bus = dbus.sessionBus({ busAddress: address });
  const server = new NotificationServer();
  bus.export("/org/freedesktop/Notifications", server);
  await bus.requestName("org.freedesktop.Notifications", 0);
  return {
    address,
    shown: server.shown,
    waitFor: (summary, timeoutMs = 30_000) => server.waitFor(summary, timeoutMs),
    click: ({ id }) => server.ActionInvoked(id, "default"),
    close: () => closeBus(bus, daemon),
  };
}

async function closeBus(bus: dbus.MessageBus, daemon: ChildProcess): Promise<void> {
  bus.disconnect();
  daemon.kill();
  if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, "exit");
}

/** Members carry the names of the D-Bus interface, org.freedesktop.Notifications 1.2. */
class NotificationServer extends dbus.interface.Interface {
  readonly shown: Shown[] = [];
  readonly #news = new EventEmitter();

  constructor() {
    super("org.freedesktop.Notifications");
  }

  async waitFor(summary: RegExp, timeoutMs: number): Promise<Shown> {
    const signal = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const found = this.shown.find((notice) => summary.test(notice.summary));
      if (found) return found;
      await once(this.#news, "shown", { signal });
    }
  }

  GetCapabilities(): string[] {
    return ["body", "actions", "persistence"];
  }

  GetServerInformation(): string[] {
    return ["keel-test", "keel", "1", "1.2"];
  }

  Notify(
    _app: string,
    replaces: number,
    _icon: string,
    summary: string,
    body: string,
    _actions: string[],
    hints: Record<string, { value: unknown }>,
  ): number {
    const id = replaces || this.shown.length + 1;
    const urgency = hints["urgency"]?.value;
    this.shown.push({ id, summary, body, urgency: typeof urgency === "number" ? urgency : null });
    this.#news.emit("shown");
    return id;
  }

  CloseNotification(id: number): void {
    this.NotificationClosed(id, 3);
  }

  NotificationClosed(id: number, reason: number): number[] {
    return [id, reason];
  }

  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action];
  }
}

NotificationServer.configureMembers({
  methods: {
    GetCapabilities: { outSignature: "as" },
    GetServerInformation: { outSignature: "ssss" },
    Notify: { inSignature: "susssasa{sv}i", outSignature: "u" },
    CloseNotification: { inSignature: "u" },
  },
  signals: {
    NotificationClosed: { signature: "uu" },
    ActionInvoked: { signature: "us" },
  },
});

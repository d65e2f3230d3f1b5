import { app, Notification } from "electron";
import type { Log } from "../ports.ts";

/**
 * What nobody caught is logged and, the first time, said on the desktop. The app goes on: every
 * write is one transaction, so what is stored is whole, and a risk monitor that vanishes helps nobody.
 */
export function surviveFaults(log: Log): void {
  let isTold = false;
  const tell = (error: unknown) => {
    try {
      log.error("fault", { stack: error instanceof Error ? (error.stack ?? "") : String(error) });
      if (isTold || !app.isReady() || !Notification.isSupported()) return;
      isTold = true;
      const body = "Something failed inside Keel. What is stored is safe; please restart it.";
      new Notification({ title: "Keel met a fault", body }).show();
    } catch {
      // A throw in here would end the process.
    }
  };
  process.on("uncaughtException", tell);
  process.on("unhandledRejection", tell);
}

/**
 * A terminal that is closed while the app runs is no fault: telling the log of it would echo it
 * there, and fail again, without end.
 */
export function surviveLostTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

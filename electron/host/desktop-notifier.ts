import { Notification } from "electron";
import type { Notifier } from "../alerts/alert.ts";

/** A desktop that has not answered by then is taken not to show anything. */
const ANSWER_LIMIT_MS = 10_000;

/** Desktop notices. `focusWindow` runs when one is clicked, before the notice's own `onClick`. */
export function createDesktopNotifier(focusWindow: () => void): Notifier {
  // Electron forgets a notice nobody holds, and its click with it.
  const open = new Set<Notification>();

  return {
    notify: ({ title, body, level, onClick }) => {
      if (!Notification.isSupported()) {
        return Promise.reject(new Error("this desktop shows no notifications"));
      }
      const isCritical = level === "critical";
      const notice = new Notification({
        title,
        body,
        urgency: isCritical ? "critical" : "normal",
        timeoutType: isCritical ? "never" : "default",
      });
      open.add(notice);
      notice.on("close", () => open.delete(notice));
      notice.on("click", () => {
        open.delete(notice);
        focusWindow();
        onClick();
      });
      return shown(notice, () => open.delete(notice));
    },
  };
}

function shown(notice: Notification, forget: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (reason: string) => {
      clearTimeout(timer);
      forget();
      reject(new Error(reason));
    };
    const timer = setTimeout(() => {
      // It is offered again: the late one would stand beside it.
      notice.close();
      giveUp("the desktop did not answer");
    }, ANSWER_LIMIT_MS);
    notice.once("show", () => {
      clearTimeout(timer);
      resolve();
    });
    notice.once("failed", (_, reason) => giveUp(reason || "the desktop refused the notice"));
    notice.show();
  });
}

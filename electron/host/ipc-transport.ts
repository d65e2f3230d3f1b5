import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import { IPC_EVENT_CHANNEL, IPC_INVOKE_CHANNEL } from "#shared/contract/events.ts";
import { guardSender, type Sender } from "../ipc/guard-sender.ts";
import type { App, Log } from "../ports.ts";

/** Joins the window to the app: its requests to `dispatch`, the app's announcements to it. */
export function connectWindow(window: BrowserWindow, keel: App, ownOrigin: string, log: Log): void {
  const answer = guardSender(keel.dispatch, ownOrigin, log);
  ipcMain.handle(IPC_INVOKE_CHANNEL, (event, channel: unknown, input: unknown) =>
    answer(senderOf(event, window), channel, input),
  );
  const unsubscribe = keel.subscribe((announcement) => {
    if (!window.isDestroyed()) window.webContents.send(IPC_EVENT_CHANNEL, announcement);
  });
  window.once("closed", () => {
    unsubscribe();
    ipcMain.removeHandler(IPC_INVOKE_CHANNEL);
  });
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow): Sender {
  return {
    isOwnWindow: !window.isDestroyed() && sender === window.webContents,
    isTopFrame: senderFrame !== null && senderFrame.parent === null,
    origin: senderFrame?.origin ?? null,
  };
}

import { contextBridge, ipcRenderer } from "electron";
import { type AppEvent, IPC_EVENT_CHANNEL, IPC_INVOKE_CHANNEL } from "#shared/contract/events.ts";

/** All the window can reach. Which operations exist, and who may ask, is decided in the main process. */
contextBridge.exposeInMainWorld("keel", {
  invoke: (channel: string, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke(IPC_INVOKE_CHANNEL, channel, input),
  subscribe: (listener: (event: AppEvent) => void): (() => void) => {
    const hear = (_: unknown, event: AppEvent) => listener(event);
    ipcRenderer.on(IPC_EVENT_CHANNEL, hear);
    return () => ipcRenderer.removeListener(IPC_EVENT_CHANNEL, hear);
  },
});

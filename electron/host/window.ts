import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, screen, type WebContents } from "electron";
import type { Log } from "../ports.ts";
import { parseUrl } from "./parse-url.ts";
import { MIN_HEIGHT, MIN_WIDTH, parseWindowPlace, type WindowPlace } from "./window-place.ts";

/** The dark theme's page colour, so that a start shows no white flash. */
const BACKGROUND = "#0f1216";

/** More crashes than this within the span below, and reloading would only go in circles. */
const MAX_RELOADS = 3;
const RELOAD_SPAN_MS = 60_000;

/** No page of this app may leave, open a window or embed one. */
export function lockDownContents(log: Log): void {
  app.on("web-contents-created", (_, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      log.warn("window refused", { origin: originOf(url) });
      return { action: "deny" };
    });
    const refuse = (event: { preventDefault: () => void; readonly url: string }) => {
      if (event.url === contents.getURL()) return;
      event.preventDefault();
      log.warn("navigation refused", { origin: originOf(event.url) });
    };
    contents.on("will-navigate", refuse);
    contents.on("will-frame-navigate", refuse);
    contents.on("will-redirect", refuse);
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

/** The one window, shown once it has something to show. `dataDir` keeps its place. */
export function openWindow(url: string, dataDir: string, log: Log): BrowserWindow {
  const placeFile = join(dataDir, "window.json");
  const place = readPlace(placeFile);
  const { isMaximized, ...bounds } = place ?? { width: 1280, height: 800, isMaximized: false };
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: "Keel",
    icon: join(app.getAppPath(), "resources", "icon.png"),
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Data ages and alerts show while the window is behind others.
      backgroundThrottling: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => writePlace(placeFile, window, log));
  reloadAfterCrash(window.webContents, log);
  void window.loadURL(url);
  return window;
}

function reloadAfterCrash(contents: WebContents, log: Log): void {
  let recent: number[] = [];
  contents.on("render-process-gone", (_, { reason, exitCode }) => {
    log.error("the window's process ended", { reason, exitCode });
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < RELOAD_SPAN_MS), now];
    if (reason !== "clean-exit" && recent.length <= MAX_RELOADS) contents.reload();
  });
}

/** Where the window was; `null` the first time and when that can't be read. */
function readPlace(file: string): WindowPlace | null {
  try {
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    return parseWindowPlace(readFileSync(file, "utf8"), screens);
  } catch {
    return null;
  }
}

function writePlace(file: string, window: BrowserWindow, log: Log): void {
  const place: WindowPlace = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
  try {
    writeFileSync(file, JSON.stringify(place));
  } catch (error) {
    log.warn("the window's place was not kept", { reason: String(error) });
  }
}

const originOf = (url: string) => {
  const parsed = parseUrl(url);
  return parsed === null ? "not a URL" : `${parsed.protocol}//${parsed.host}`;
};

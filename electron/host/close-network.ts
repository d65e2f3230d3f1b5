import { app, type Session } from "electron";
import { isOwnRequest } from "./own-request.ts";
import { parseUrl } from "./parse-url.ts";

/**
 * Leaves Chromium without a network: every session gets the window's own files and nothing else, no
 * permission and no download, whatever a page asks for. Venues are asked by Node. `devUrl` is the
 * development server the window comes from instead. Must run before Electron is ready.
 */
export function closeNetwork(devUrl: string | null, onRefused: (host: string) => void): void {
  // What goes around the sessions finds nobody either but on this computer.
  const nobody = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1";
  app.commandLine.appendSwitch("host-resolver-rules", nobody);
  app.on("session-created", (session) => {
    denyPermissions(session);
    // Or dictionaries are fetched, by Chromium itself and not by a page.
    session.setSpellCheckerLanguages([]);
    session.on("will-download", (event) => event.preventDefault());
    session.webRequest.onBeforeRequest(({ url }, answer) => {
      const isOwn = isOwnRequest(url, devUrl, app.isPackaged);
      if (!isOwn) onRefused(hostOf(url));
      answer({ cancel: !isOwn });
    });
  });
  app.on("web-contents-created", (_, contents) => {
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  });
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, __, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

const hostOf = (url: string): string => parseUrl(url)?.hostname ?? "not a URL";

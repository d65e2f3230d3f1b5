import { APP_ORIGIN } from "./asset-path.ts";
import { parseUrl } from "./parse-url.ts";

/**
 * Whether a request of Chromium's stays with us: the window's own files, while developing those of
 * the server on `devUrl` and the developer tools too.
 */
export function isOwnRequest(url: string, devUrl: string | null, isPackaged: boolean): boolean {
  const asked = parseUrl(url);
  if (asked === null) return false;
  if (`${asked.protocol}//${asked.host}` === APP_ORIGIN) return true;
  // What a page holds in itself is asked of nobody.
  if (asked.protocol === "data:" || asked.protocol === "blob:") return true;
  if (isPackaged) return false;
  const isFromDevServer = devUrl !== null && asked.host === new URL(devUrl).host;
  return asked.protocol === "devtools:" || (isFromDevServer && /^(http|ws):$/.test(asked.protocol));
}

import { join, sep } from "node:path";
import { parseUrl } from "./parse-url.ts";

export const APP_ORIGIN = "app://keel";

/**
 * The file a URL of ours stands for, inside `root`; `null` for a foreign host, a malformed URL and
 * every way out of the folder.
 */
export function toAssetPath(root: string, url: string): string | null {
  const parsed = parseUrl(url);
  if (parsed === null || `${parsed.protocol}//${parsed.host}` !== APP_ORIGIN) return null;
  const name = decode(parsed.pathname);
  if (name === null || name.includes("\0") || name.includes("\\")) return null;
  const file = join(root, name === "/" ? "index.html" : name);
  return file.startsWith(root + sep) ? file : null;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

import { accessSync, constants, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Where the runtime keeps what is its own: the data folder, or one among the temporary
 * files when that can't be used, so that there is still a window to say so.
 */
export function chooseRuntimeFolder(dataDir: string): string {
  try {
    const folder = toSessionFolder(dataDir);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return dataDir;
  } catch {
    return mkdtempSync(join(tmpdir(), "keel-"));
  }
}

/** What Chromium writes, apart from what is Keel's. */
export const toSessionFolder = (folder: string): string => join(folder, "chromium");

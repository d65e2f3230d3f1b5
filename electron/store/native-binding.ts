import { existsSync } from "node:fs";
import { join } from "node:path";
import { StorageError } from "./storage-error.ts";

/** better-sqlite3's prebuilt file needs this version of Node-API; on an older one it crashes the process. */
const PREBUILT_NAPI = 10;
const FILE = `better_sqlite3-13.2.0-napi9-${process.platform}-${process.arch}.node`;

type Runtime = { readonly napi: number; readonly folders: readonly string[] };

/** Where a binding of our own may lie: beside the packaged app, or in the project. */
function here(): Runtime {
  const packaged =
    "resourcesPath" in process && typeof process.resourcesPath === "string"
      ? [join(process.resourcesPath, "native")]
      : [];
  // Two levels up from electron/store and from out/main alike.
  return {
    napi: Number(process.versions["napi"]),
    folders: [...packaged, join(import.meta.dirname, "../../native")],
  };
}

/**
 * The binding this runtime can load. Asked before SQLite is touched, for a wrong one can't be
 * caught: it ends the process.
 */
export function chooseBinding(runtime: Runtime = here()): { nativeBinding?: string } {
  if (runtime.napi >= PREBUILT_NAPI) return {};
  const file = runtime.folders.map((folder) => join(folder, FILE)).find((path) => existsSync(path));
  if (file !== undefined) return { nativeBinding: file };
  throw new StorageError(
    "other",
    "The database engine for this runtime is missing. Run the set-up again: npm start does it by itself.",
  );
}

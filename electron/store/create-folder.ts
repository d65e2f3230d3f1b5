import { mkdirSync } from "node:fs";
import { StorageError } from "./storage-error.ts";

/** Makes a folder that only its owner may look into; one that is there stays as it is. */
export function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StorageError(
      "unwritable",
      "Keel's data folder can't be created. Check the permissions of the place it belongs to.",
      error,
    );
  }
}

import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { AppError } from "../ipc/app-error.ts";

/**
 * Writes a file whole or not at all: what was there before stays until the new one is on the disk.
 * Only its owner may read it. Rejects with the system's error; a kill can leave `<file>.<uuid>.part`.
 */
export async function writeWholeFile(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`;
  try {
    await writeDown(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * The same for a text whose place the trader chose. Rejects with a coded failure whose message names
 * no path.
 */
export async function saveWholeFile(file: string, text: string): Promise<void> {
  try {
    await writeWholeFile(file, text);
  } catch (error) {
    throw toFailure(error);
  }
}

/** `ENOSPC` and its like; `null` for an error that is not the system's. */
export function systemCodeOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^E[A-Z0-9]+$/.test(code) ? code : null;
}

async function writeDown(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Free some space, or save it elsewhere.",
  EDQUOT: "Your share of the disk is used up. Free some space, or save it elsewhere.",
  EACCES: "That folder can't be written. Choose another one.",
  EPERM: "That folder can't be written. Choose another one.",
  EROFS: "That disk can only be read. Choose another one.",
  ENOENT: "That folder is not there any more. Choose another one.",
  ENOTDIR: "That folder is not there any more. Choose another one.",
  EISDIR: "A folder has that name. Choose another name.",
  ENAMETOOLONG: "That name is too long. Choose a shorter one.",
};

function toFailure(error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === null) return error;
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  const message = known ?? "The disk reported an error. Save it elsewhere.";
  return new AppError("storage_failed", message, error);
}

import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod/mini";
import type { AccountId } from "#shared/domain/ids.ts";
import { AppError } from "../ipc/app-error.ts";
import type { SecretVault } from "../ports.ts";
import { systemCodeOf, writeWholeFile } from "./write-whole-file.ts";

/** Encrypts for this user of this computer alone. */
export type KeyStore = Pick<SecretVault, "refusedBecause"> & {
  readonly encrypt: (text: string) => Buffer;
  /** Throws when the bytes are not its own. */
  readonly decrypt: (bytes: Buffer) => string;
};

const credentialSchema = z.strictObject({
  apiKey: z.string(),
  secret: z.string(),
  passphrase: z.optional(z.string()),
});

/**
 * One encrypted file per account. Rejects with a coded failure when the disk refuses, and when the
 * key store refuses to encrypt; a file that is not there is a key that is not there.
 */
export function createSecretVault(folder: string, keyStore: KeyStore): SecretVault {
  return {
    refusedBecause: keyStore.refusedBecause,
    store: async (accountId, credential) => {
      const refused = keyStore.refusedBecause();
      if (refused !== null) throw new AppError("unsupported", refused);
      const bytes = keyStore.encrypt(JSON.stringify(credential));
      const file = join(folder, fileOf(accountId));
      await guardDisk("The key could not be kept.", async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeWholeFile(file, bytes);
      });
    },
    find: async (accountId) => {
      const file = join(folder, fileOf(accountId));
      const bytes = await guardDisk("The stored key can't be read.", () => readIfThere(file));
      return bytes === null ? null : decrypt(keyStore, bytes);
    },
    remove: (accountId) =>
      guardDisk("The key could not be deleted.", () =>
        removeWhere(folder, (name) => name.startsWith(fileOf(accountId))),
      ),
    sweep: () =>
      guardDisk("What was left of a key could not be deleted.", () =>
        removeWhere(folder, (name) => name.includes(".bin.") && name.endsWith(".part")),
      ),
  };
}

function fileOf(accountId: AccountId): string {
  if (!/^[\w-]{1,100}$/.test(accountId)) {
    throw new AppError("invalid_input", "This account's id can't name a file.");
  }
  return `${accountId}.bin`;
}

const isMissing = (error: unknown): boolean => systemCodeOf(error) === "ENOENT";

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A write that was cut short has left a file whose name begins like the key's own. */
async function removeWhere(folder: string, matches: (name: string) => boolean): Promise<void> {
  const names = (await listIfThere(folder)).filter(matches);
  for (const name of names) await rm(join(folder, name), { force: true });
}

async function listIfThere(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function decrypt(keyStore: KeyStore, bytes: Buffer) {
  try {
    const stored = credentialSchema.parse(JSON.parse(keyStore.decrypt(bytes)));
    const { passphrase, ...pair } = stored;
    return passphrase === undefined ? pair : { ...pair, passphrase };
  } catch (error) {
    const message =
      "The stored key can't be read: the desktop's key store has changed. Add the account's key again.";
    throw new AppError("credentials_rejected", message, error);
  }
}

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);

async function guardDisk<Result>(failed: string, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) throw error;
    const next = FULL.has(code) ? "Free some space on the disk" : "Check the folder's permissions";
    throw new AppError("storage_failed", `${failed} ${next} and try again.`, error);
  }
}

/* oxlint-disable typescript/no-deprecated -- the successors that answer with a promise are missing in the oldest runtime we support */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { safeStorage } from "electron";
import { z } from "zod/mini";
import type { AccountId } from "#shared/domain/ids.ts";
import { AppError } from "../ipc/app-error.ts";
import type { SecretVault } from "../ports.ts";

const credentialSchema = z.strictObject({
  apiKey: z.string(),
  secret: z.string(),
  passphrase: z.optional(z.string()),
});

/**
 * One encrypted file per account, with the key held by the operating system's key store. Where
 * there is none, nothing is stored unless `allowPlainText`: Chromium then encrypts with a key anyone knows.
 */
export function createSecretVault(folder: string, allowPlainText: boolean): SecretVault {
  if (allowPlainText) safeStorage.setUsePlainTextEncryption(true);

  const refusedBecause = () => (isKeyStoreSafe() || allowPlainText ? null : NO_KEY_STORE);

  return {
    refusedBecause,
    store: async (accountId, credential) => {
      const refused = refusedBecause();
      if (refused !== null) throw new AppError("unsupported", refused);
      const file = fileOf(folder, accountId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.new`, encrypt(JSON.stringify(credential)), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    find: async (accountId) => {
      const file = fileOf(folder, accountId);
      return existsSync(file) ? decrypt(await readFile(file)) : null;
    },
    remove: (accountId) => rm(fileOf(folder, accountId), { force: true }),
  };
}

const NO_KEY_STORE =
  "This desktop has no key store that can keep a secret, so keys can't be stored safely here. Unlock or install one (GNOME Keyring, KWallet) and start Keel again.";

function isKeyStoreSafe(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text";
}

function fileOf(folder: string, accountId: AccountId): string {
  if (!/^[\w-]{1,100}$/.test(accountId)) {
    throw new AppError("invalid_input", "This account's id can't name a file.");
  }
  return join(folder, `${accountId}.bin`);
}

const encrypt = (text: string) => safeStorage.encryptString(text);

function decrypt(bytes: Buffer) {
  try {
    const stored = credentialSchema.parse(JSON.parse(safeStorage.decryptString(bytes)));
    const { passphrase, ...pair } = stored;
    return passphrase === undefined ? pair : { ...pair, passphrase };
  } catch (error) {
    const message =
      "The stored key can't be read: the desktop's key store has changed. Add the account's key again.";
    throw new AppError("credentials_rejected", message, error);
  }
}

/* oxlint-disable typescript/no-deprecated -- the successors that answer with a promise are missing in the oldest runtime we support */
import { safeStorage } from "electron";
import type { KeyStore } from "./secret-vault.ts";

/**
 * Encrypts with a key held by the operating system's key store. Where there is none, it refuses
 * unless `allowPlainText`: Chromium then encrypts with a key anyone knows. Electron must be ready.
 */
export function createDesktopKeyStore(allowPlainText: boolean): KeyStore {
  if (allowPlainText) safeStorage.setUsePlainTextEncryption(true);
  return {
    refusedBecause: () => (isSafe() || allowPlainText ? null : NO_KEY_STORE),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(bytes),
  };
}

const NO_KEY_STORE =
  "This desktop has no key store that can keep a secret, so keys can't be stored safely here. Unlock or install one (GNOME Keyring, KWallet) and start Keel again.";

function isSafe(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text";
}

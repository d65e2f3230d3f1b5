import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Log, LogFields } from "../ports.ts";
import { isSecretName, REDACTED, redactSecrets } from "./redact-secrets.ts";

type Level = keyof Log;

export type LogFileOptions = {
  readonly folder: string;
  readonly now: () => number;
  /** Size at which a file is put aside; the one put aside before it is dropped. */
  readonly maxBytes: number;
  /** Takes out the secrets that are known; what looks like one is taken out all the same. */
  readonly redactKnown: (text: string) => string;
  /** Hears every warning and error as well, and whatever can't be kept, one line each. */
  readonly echo: (line: string) => void;
};

/**
 * A log of JSON lines in `keel.log`, with the older half in `keel.old.log`. Written at once, so that
 * the last line before a crash is there; secrets are redacted before anything is written. Never
 * throws: what a full disk or an unusable folder won't keep is echoed, and each line tries anew.
 */
export function createLogFile(options: LogFileOptions): Log {
  const { folder, now, maxBytes, echo } = options;
  const redact = (text: string) => redactSecrets(options.redactKnown(text));
  const file = join(folder, "keel.log");
  let bytes: number | null = null;

  const append = (line: string): boolean => {
    try {
      bytes ??= openFile(folder, file);
      if (bytes > 0 && bytes + Buffer.byteLength(line) > maxBytes) {
        renameSync(file, join(folder, "keel.old.log"));
        bytes = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      bytes += Buffer.byteLength(line);
      return true;
    } catch {
      bytes = null;
      return false;
    }
  };

  const write = (level: Level, message: string, fields: LogFields = {}) => {
    const line = JSON.stringify({
      at: new Date(now()).toISOString(),
      level,
      message: redact(message),
      ...redactFields(fields, redact),
    });
    const isKept = append(`${line}\n`);
    if (!isKept || level === "warn" || level === "error") echo(line);
  };

  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

/** The size of what is there already. */
function openFile(folder: string, file: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return existsSync(file) ? statSync(file).size : 0;
}

function redactFields(fields: LogFields, redact: (text: string) => string): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (isSecretName(name)) return [name, REDACTED];
      return [name, typeof value === "string" ? redact(value) : value];
    }),
  );
}

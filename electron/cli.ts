import { evaluate } from "./cli/evaluate.ts";
import { CallError } from "./cli/call-error.ts";
import { secureProcess } from "./secure-process.ts";

const USAGE = `Usage: keel COMMAND [OPTIONS]

  evaluate FILE [--json] [--explain]
      assess every account of a portfolio document, JSON or CSV (- reads standard input);
      --explain opens every total into its parts
  export --format json|csv [--at TIME] [--data-dir DIR]
      the stored book as a portfolio document
  sync [ACCOUNT] [--data-dir DIR]
      read the accounts once and store what was read; runs inside the app, without a window,
      because only the app can open the desktop's key store

Exit status: 0 done; 1 something in the input is missing or contradictory (the result is printed,
with its gaps); 2 the input or the call is wrong.
`;

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  evaluate,
  // Loaded when asked for: the store brings the database binding with it.
  export: async (args) => (await import("./cli/export.ts")).exportBook(args),
  sync: async (args) => (await import("./cli/sync.ts")).syncAccounts(args),
};

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "help") {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CallError(`${name}: is not a command; see keel --help`);
  return command(args);
}

secureProcess();
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CallError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { z } from "zod/mini";
import { accountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import type { Credential, ExchangeClient } from "../../electron/exchange/exchange-client.ts";
import type { Venue } from "../../electron/exchange/venue.ts";
import { type ReplayServer, startReplayServer } from "../replay/replay-server.ts";
import { parseCases } from "../replay/routes.ts";

/** Recorded answers of venues, beside the project where there are any. */
const ROOT = path.join(import.meta.dirname, "../../../shared/data/recorded");
export const isThere = existsSync(ROOT);

/** The time of every reading, unless a recording needs one of its own. */
const READ_AT = 1_795_392_000_000;

/** How the accounts of one venue are connected. */
export type RecordedVenue = {
  readonly venue: string;
  readonly marginModel: MarginModelId;
  readonly credential: Credential;
  readonly readAt?: number;
  /** Readings by which venues are read, where they aren't Keel's own. */
  readonly venues?: ReadonlyMap<string, Venue>;
};

export type RecordedServer = () => ReplayServer;

/** Serves the recordings while the tests of one file run. */
export function serveRecorded(): RecordedServer {
  let server: ReplayServer;
  beforeAll(async () => {
    if (isThere) server = await startReplayServer(ROOT);
  });
  afterAll(() => server?.close());
  return () => server;
}

type Options = { readonly errorCase?: string; readonly timeoutMs?: number };

/** The real client of one recorded account, every private call meeting the error case if one is named. */
export function connectRecorded(
  server: RecordedServer,
  venue: RecordedVenue,
  account: string,
  { errorCase, timeoutMs = 2_000 }: Options = {},
): ExchangeClient {
  return connectAt(server().proxyUrl(account, errorCase), venue, account, timeoutMs);
}

/** The same, where another server stands in for the recorded one. */
export function connectAt(
  proxyUrl: string,
  { venue, marginModel, credential, readAt = READ_AT, venues }: RecordedVenue,
  account: string,
  timeoutMs = 2_000,
): ExchangeClient {
  const connection = {
    accountId: accountId(account),
    label: account,
    venue,
    marginModel,
    proxyUrl,
  };
  const pace = { timeoutMs, deadlineMs: 10_000, weightMs: 1 };
  return connectCcxt(connection, credential, () => readAt, pace, venues);
}

export function fetchRecorded(
  server: RecordedServer,
  venue: RecordedVenue,
  account: string,
): Promise<AccountSnapshot> {
  return readOnce(connectRecorded(server, venue, account));
}

export async function readOnce(client: ExchangeClient): Promise<AccountSnapshot> {
  try {
    return await client.fetchAccount();
  } finally {
    await client.close();
  }
}

/** Names of the error cases recorded of a venue and of those that any venue may meet. */
export function errorCases(venue: string): readonly string[] {
  if (!isThere) return ["none without ../shared"];
  const named = [venue, "_generic"].flatMap((folder) => {
    const file = path.join(ROOT, "_errors", folder, "cases.json");
    return existsSync(file) ? Object.keys(parseCases(readJson(file)).cases) : [];
  });
  return [...new Set(named)];
}

export function readBody(account: string, name: string): unknown {
  return readJson(bodyFile(account, name));
}

export function parseBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  account: string,
  name: string,
): z.infer<Schema> {
  return z.parse(schema, readBody(account, name));
}

export function hasBody(account: string, name: string): boolean {
  return existsSync(bodyFile(account, name));
}

function bodyFile(account: string, name: string): string {
  return path.join(ROOT, account, "bodies", `${name}.json`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * The venue's figures beside ours, one row each: `figure [subject] | reported | calculated |
 * difference | agrees or the cause`.
 */
export function reconciliationRows(snapshot: AccountSnapshot): readonly string[] {
  return assessAccount(snapshot).reconciliation.map((row) =>
    [
      row.subject === null ? row.figure : `${row.figure} ${row.subject}`,
      row.reported.toFixed(),
      row.calculated?.toSignificantDigits(16).toFixed() ?? "not known",
      row.difference?.toSignificantDigits(4).toFixed() ?? "",
      row.agrees ? "agrees" : row.cause,
    ].join(" | "),
  );
}

export function differing(rows: readonly string[]): readonly string[] {
  return rows.filter((row) => !row.endsWith("| agrees"));
}

/** The venue reports so many figures, and none but those named differs from ours. */
export function expectReconciled(
  snapshot: AccountSnapshot,
  count: number,
  differences: readonly string[],
): void {
  const rows = reconciliationRows(snapshot);
  expect(differing(rows).map((row) => row.split(" | ")[0])).toEqual(differences);
  expect(rows).toHaveLength(count);
}

/** Each reported figure by name: agrees, the reading of the rule it follows, or our difference. */
export function verdictsOf(snapshot: AccountSnapshot): readonly unknown[] {
  return assessAccount(snapshot).reconciliation.map((row) => [
    row.subject === null ? row.figure : `${row.figure} ${row.subject}`,
    row.agrees ? "agrees" : (row.reading ?? row.difference?.toSignificantDigits(4).toFixed()),
  ]);
}

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { accountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import { assessAccount } from "../../electron/engine/assess-account.ts";
import { connectCcxt } from "../../electron/exchange/ccxt-client.ts";
import type { Credential, ExchangeClient } from "../../electron/exchange/exchange-client.ts";
import { type ReplayServer, startReplayServer } from "../replay/replay-server.ts";
import { parseCases } from "../replay/routes.ts";

/** Recorded answers of venues, beside the project where there are any. */
const ROOT = path.join(import.meta.dirname, "../../../shared/data/recorded");
export const isThere = existsSync(ROOT);

/** How the accounts of one venue are connected. */
export type RecordedVenue = {
  readonly venue: string;
  readonly marginModel: MarginModelId;
  readonly credential: Credential;
};

export function startRecordedServer(): Promise<ReplayServer> {
  return startReplayServer(ROOT);
}

/** The real client of one recorded account, every private call meeting the error case if one is named. */
export function connectRecorded(
  server: ReplayServer,
  { venue, marginModel, credential }: RecordedVenue,
  account: string,
  { errorCase, timeoutMs = 2_000 }: { errorCase?: string; timeoutMs?: number } = {},
): ExchangeClient {
  const connection = {
    accountId: accountId(account),
    label: account,
    venue,
    marginModel,
    proxyUrl: server.proxyUrl(account, errorCase),
  };
  const pace = { timeoutMs, deadlineMs: 10_000, weightMs: 1 };
  return connectCcxt(connection, credential, () => 1_795_392_000_000, pace);
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
  return readJson(path.join(ROOT, account, "bodies", `${name}.json`));
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

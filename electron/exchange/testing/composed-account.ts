import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod/mini";
import { MARGIN_MODELS } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot } from "#shared/domain/snapshot.ts";
import type { Venue } from "../venue.ts";
import { createRecordedSession } from "./recorded-session.ts";

const ROOT = path.join(import.meta.dirname, "../__recorded__");

const composed = z.object({
  venue: z.string(),
  marginModel: z.enum(MARGIN_MODELS),
  /** Of venues that are read by an address. */
  wallet: z._default(z.nullable(z.string()), null),
  markets: z._default(z.array(z.unknown()), []),
  /**
   * By ccxt's endpoint, alone, with one of its parameters or as `endpoint {"its":"parameters"}`;
   * Hyperliquid's, which is one, by the type of the question. An absent one fails.
   */
  answers: z.record(z.string(), z.any()),
  expected: z.unknown(),
});
/** An account of our own making: what its venue answers and the snapshot that this means. */
export type Composed = z.infer<typeof composed>;

export function composedFiles(venue: string): readonly string[] {
  return readdirSync(path.join(ROOT, venue));
}

export function loadComposed(venue: string, file: string): Composed {
  return z.parse(composed, JSON.parse(readFileSync(path.join(ROOT, venue, file), "utf8")));
}

/** Reads a composed account as the client would, without the network in between. */
export async function readComposed(venue: Venue, account: Composed): Promise<AccountSnapshot> {
  const { answers, venue: name, marginModel, markets, wallet } = account;
  const answerOf = (endpoint: string, params: Readonly<Record<string, unknown>>): unknown => {
    const question = typeof params["type"] === "string" ? params["type"] : endpoint;
    const details = [JSON.stringify(params), ...Object.values(params).map(String)];
    const keys = [...details.map((detail) => `${question} ${detail}`), question];
    return answers[keys.find((key) => key in answers) ?? question];
  };
  const session = { venue: name, marginModel, markets, walletAddress: wallet, answerOf };
  return venue.createReader(createRecordedSession(session))();
}

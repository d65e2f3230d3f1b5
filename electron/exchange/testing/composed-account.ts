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
  markets: z.array(z.unknown()),
  /** By ccxt's endpoint, or by `endpoint {"its":"parameters"}`. An absent one fails. */
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
  const { answers, venue: name, marginModel, markets } = account;
  const answerOf = (endpoint: string, params: object): unknown => {
    const exact = `${endpoint} ${JSON.stringify(params)}`;
    return answers[exact in answers ? exact : endpoint];
  };
  return venue.createReader(
    createRecordedSession({ venue: name, marginModel, markets, answerOf }),
  )();
}

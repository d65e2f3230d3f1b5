import { z } from "zod/mini";
import type { Instrument } from "../../normalize-instruments.ts";
import { askBy, askOptional, type OptionalAnswer } from "../../optional-answer.ts";
import type { VenueSession } from "../../venue.ts";
import { overviewAnswer } from "./answers.ts";
import { codeOf } from "./normalize-balances.ts";

/** Coins that many hold without a contract: asked at every reading. */
const USUAL_WALLETS = ["USDT", "USDC", "XBT"];
const IDLE_MS = 3_600_000;

/**
 * Asks for the wallet of every coin that a listed contract settles in, one coin at a time. One that
 * was found empty is left alone for an hour, unless it is a usual one.
 */
export function createWalletWatch(session: VenueSession) {
  const emptyAt = new Map<string, number>();
  return async (
    instruments: Iterable<Instrument>,
  ): Promise<ReadonlyMap<string, OptionalAnswer>> => {
    const settles = [...instruments].map(({ settle }) => codeOf(settle));
    const isDue = (code: string) => {
      const at = emptyAt.get(code);
      const isRecent = at !== undefined && Math.abs(session.now() - at) < IDLE_MS;
      return !isRecent || USUAL_WALLETS.includes(code);
    };
    const wallets = await askBy(
      [...new Set([...USUAL_WALLETS, ...settles])].filter(isDue),
      (code) => askWallet(session, code),
    );
    for (const [code, { answer }] of wallets)
      if (isEmpty(answer)) emptyAt.set(code, session.now());
      else emptyAt.delete(code);
    return wallets;
  };
}

export function askWallet(session: VenueSession, currency: string): Promise<OptionalAnswer> {
  return askOptional(session, "futuresPrivateGetAccountOverview", { currency });
}

/** What can't be read is not known to be empty. */
function isEmpty(answer: unknown): boolean {
  const { data } = z.safeParse(overviewAnswer, answer);
  if (!data) return false;
  const { accountEquity, marginBalance, positionMargin } = data.data;
  return [accountEquity, marginBalance, positionMargin].every((amount) => amount.isZero());
}

import type { Gap } from "#shared/domain/gap.ts";
import { VenueError } from "../../exchange-client.ts";
import { parseAnswer } from "../../parse-answer.ts";
import type { VenueSession } from "../../venue.ts";
import { type Clearinghouse, clearinghouseAnswer, dexesAnswer } from "./answers.ts";
import { toQuestion, type Wallet } from "./wallet.ts";

const LOOKED_FOR_EVERY_MS = 3_600_000;

/**
 * What the address holds on other dexes than the one that is read. It neither helps nor hurts this
 * account, but a trader must not think that it is all there is. Looked for once an hour.
 */
export function createDexWatch(session: VenueSession, wallet: Wallet) {
  let last: { gaps: readonly Gap[]; at: number } | null = null;
  return async (): Promise<readonly Gap[]> => {
    if (last && Math.abs(session.now() - last.at) < LOOKED_FOR_EVERY_MS) return last.gaps;
    try {
      last = { gaps: await lookForOthers(session, wallet), at: session.now() };
      return last.gaps;
    } catch (error) {
      if (!(error instanceof VenueError)) throw error;
      const message = `Whether the address holds something on other dexes could not be read. ${error.message}`;
      return [...(last?.gaps ?? []), { code: "source_failed", path: "positions", message }];
    }
  };
}

async function lookForOthers(session: VenueSession, wallet: Wallet): Promise<readonly Gap[]> {
  const dexes = parseAnswer(
    dexesAnswer,
    await session.call("publicPostInfo", { type: "perpDexs" }),
    "perpDexs",
  );
  const others = dexes
    .map((dex) => dex?.name ?? null)
    .filter((dex) => dex !== wallet.dex)
    .map((dex) => ({ ...wallet, dex }));
  const held = await Promise.all(others.map(async (each) => isUsed(await ask(session, each))));
  return others.filter((_, index) => held[index]).map(notIncluded);
}

async function ask(session: VenueSession, wallet: Wallet): Promise<Clearinghouse> {
  const answer = await session.call("publicPostInfo", toQuestion("clearinghouseState", wallet));
  return parseAnswer(clearinghouseAnswer, answer, "clearinghouseState");
}

function isUsed({ marginSummary, assetPositions }: Clearinghouse): boolean {
  return assetPositions.length > 0 || !marginSummary.accountValue.isZero();
}

function notIncluded({ dex }: Wallet): Gap {
  const where = dex === null ? "the main dex" : `the dex ${dex}`;
  const address = dex === null ? "by its address alone" : `as address/${dex}`;
  const message = `The address also holds something on ${where}, which has collateral of its own and is not part of this account. Add it ${address}.`;
  return { code: "not_included", path: "positions", message };
}

import { VenueError } from "../exchange-client.ts";
import { askOptional, keepLast, NOT_ASKED, type OptionalAnswer } from "../optional-answer.ts";
import { badAnswer, parseAnswer } from "../parse-answer.ts";
import { createListCache } from "../rule-cache.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { clearinghouseAnswer, metaAnswer, tokensAnswer } from "./hyperliquid/answers.ts";
import { heldRows } from "./hyperliquid/normalize-positions.ts";
import { createDexWatch } from "./hyperliquid/other-dexes.ts";
import { hyperliquidRefusal } from "./hyperliquid/refusals.ts";
import { toSnapshot } from "./hyperliquid/snapshot.ts";
import { parseWallet, toQuestion, type Wallet } from "./hyperliquid/wallet.ts";

const INFO = "publicPostInfo";
/** The main dex settles in it: token 0. */
const MAIN_COLLATERAL = "USDC";

/**
 * Hyperliquid perpetuals, by address and without a key. One dex is one account.
 *
 * One answer holds account and positions, so all its figures are of one moment; contracts are
 * spelled from their coins, without ccxt's markets, whose listing asks every dex. Request weight of
 * a reading: 62 of 1,200 a minute, once an hour 80 and two for each dex more.
 */
export const hyperliquid: Venue = {
  exchange: "hyperliquid",
  // 1,200 weight a minute for each address. Source: Hyperliquid docs, rate limits
  // and user limits, read 2026-11-23.
  weightMs: 50,
  countsByMinute: true,
  refusal: hyperliquidRefusal,
  createReader: (session) => {
    const wallet = once(() => parseWallet(session.walletAddress));
    const metaOf = createMetaCache(session, wallet);
    const collateralOf = createCollateral(session, wallet);
    const askMode = keepLast(() =>
      askOptional(session, INFO, { type: "userAbstraction", user: wallet().user }),
    );
    const otherDexes = once(() => createDexWatch(session, wallet()));
    return async () => {
      const [state, mode] = await Promise.all([
        session.call(INFO, toQuestion("clearinghouseState", wallet())),
        askMode(),
      ]);
      const clearinghouse = parseAnswer(clearinghouseAnswer, state, "clearinghouseState");
      const coins = heldRows(clearinghouse).map(({ coin }) => coin);
      const meta = await metaOf(coins);
      const collateral = await collateralOf(meta);
      const [contexts, orders, gaps] = await Promise.all([
        coins.length === 0 ? NOT_ASKED : askMarket(session, "metaAndAssetCtxs", wallet()),
        askOptional(session, INFO, toQuestion("frontendOpenOrders", wallet())),
        otherDexes()(),
      ]);
      return toSnapshot(
        { clearinghouse, collateral, mode, meta, contexts, orders },
        { connection: session.connection, readAt: session.now(), gaps },
      );
    };
  },
};

/** Made at the first use, so that a wrong address fails the reading and not the connection. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function createMetaCache(session: VenueSession, wallet: () => Wallet) {
  return createListCache({
    session,
    ask: () => askMarket(session, "meta", wallet()),
    namesIn: coinsIn,
    answer: "meta",
  });
}

/** A question about a dex rather than about an address. */
function askMarket(session: VenueSession, type: string, { dex }: Wallet): Promise<OptionalAnswer> {
  return askOptional(session, INFO, { type, ...(dex !== null && { dex }) });
}

/** Coins in an answer that nothing has checked yet; what can't be read has none. */
function coinsIn(answer: unknown): ReadonlySet<string> {
  const { data } = metaAnswer.safeParse(answer);
  return new Set(data?.universe.map((each) => each.name));
}

/** Never changes. A builder chooses the token its dex settles in, so there it must be read. */
function createCollateral(session: VenueSession, wallet: () => Wallet) {
  let known: string | null = null;
  return async (meta: OptionalAnswer): Promise<string> => {
    if (wallet().dex === null) return MAIN_COLLATERAL;
    known ??= await askCollateral(session, meta);
    return known;
  };
}

async function askCollateral(session: VenueSession, meta: OptionalAnswer): Promise<string> {
  if (meta.answer === null) throw meta.failure ?? badAnswer("meta", "its shape");
  const { collateralToken } = parseAnswer(metaAnswer, meta.answer, "meta");
  if (collateralToken === 0) return MAIN_COLLATERAL;
  const answer = await session.call(INFO, { type: "spotMeta" });
  const { tokens } = parseAnswer(tokensAnswer, answer, "spotMeta");
  const token = tokens.find(({ index }) => index === collateralToken);
  if (!token) throw new VenueError("bad_venue_data", "Hyperliquid does not list the collateral.");
  return token.name.toUpperCase();
}

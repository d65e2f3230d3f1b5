import { VenueError } from "./exchange-client.ts";
import { badAnswer } from "./parse-answer.ts";

/** ccxt's methods of one meaning at every venue that Keel asks. */
export type UnifiedMethod =
  | "fetchBalance"
  | "fetchFundingRates"
  | "fetchMarketLeverageTiers"
  | "fetchMarkPrices"
  | "fetchOpenOrders"
  | "fetchPositions"
  | "fetchTicker"
  | "fetchTickers";

/** What ccxt makes of a venue's answers. */
export type UnifiedSession = {
  /** Every market, loaded once without keys. `fresh`: ask the venue again. */
  readonly markets: (fresh?: "fresh") => Promise<readonly unknown[]>;
  readonly offers: (method: UnifiedMethod) => boolean;
  /** Rejects with a VenueError, also where ccxt stumbles over an answer. */
  readonly ask: (method: UnifiedMethod, ...parameters: readonly unknown[]) => Promise<unknown>;
};

type Source = {
  readonly has: Readonly<Record<string, unknown>>;
  /** Loads the markets anew and hands them to what asks with keys. */
  readonly loadMarkets: () => Promise<object>;
  readonly call: (method: string, parameters: readonly unknown[]) => Promise<unknown>;
};

export function createUnifiedSession({ has, loadMarkets, call }: Source): UnifiedSession {
  let kept: readonly unknown[] | null = null;
  const markets = async (fresh?: "fresh") => {
    if (kept && fresh === undefined) return kept;
    const loaded: readonly unknown[] = Object.values(await loadMarkets());
    if (loaded.length === 0) throw badAnswer("markets", "its shape");
    kept = loaded;
    return kept;
  };
  return {
    markets,
    // What ccxt emulates by other requests is offered as well.
    offers: (method) => has[method] === true || has[method] === "emulated",
    ask: async (method, ...parameters) => {
      // Classes load the markets themselves, with keys, unless they have them.
      await markets();
      try {
        return await call(method, parameters);
      } catch (error) {
        const isStumble = error instanceof VenueError && error.code === "unexpected";
        throw isStumble ? badAnswer(method, "its shape") : error;
      }
    },
  };
}

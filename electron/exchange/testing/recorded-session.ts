import { accountId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { VenueError } from "../exchange-client.ts";
import { normalizeInstruments } from "../normalize-instruments.ts";
import type { UnifiedSession } from "../unified-session.ts";
import type { VenueSession } from "../venue.ts";

export type RecordedSession = {
  readonly venue: string;
  readonly marginModel: MarginModelId;
  /** ccxt's markets, as far as they are read. */
  readonly markets?: readonly unknown[];
  readonly walletAddress?: string | null;
  readonly now?: () => number;
  /** What ccxt makes of it, for venues that are read by that. */
  readonly unified?: UnifiedSession;
  /** The answer to a question, `undefined` where the endpoint fails. */
  readonly answerOf: (endpoint: string, params: Readonly<Record<string, unknown>>) => unknown;
};

const NOT_UNIFIED: UnifiedSession = {
  markets: () => Promise.reject(new Error("not recorded")),
  offers: () => false,
  ask: () => Promise.reject(new Error("not recorded")),
};

/** A session that answers from a recording, as the client would hand it to a venue. */
export function createRecordedSession(recorded: RecordedSession): VenueSession {
  const { venue, marginModel, markets = [], walletAddress = null } = recorded;
  const instruments = normalizeInstruments(markets);
  return {
    connection: {
      accountId: accountId("account"),
      label: "Main",
      venue,
      marginModel,
      proxyUrl: null,
    },
    now: recorded.now ?? (() => 1_795_392_000_500),
    walletAddress,
    call: async (endpoint, params = {}) => {
      const answer = recorded.answerOf(endpoint, params);
      if (answer !== undefined) return answer;
      throw new VenueError("venue_unavailable", "The venue did not answer in time.");
    },
    instruments: async () => instruments,
    unified: recorded.unified ?? NOT_UNIFIED,
    rules: { ask: (ask) => ask(), keep: () => {} },
  };
}

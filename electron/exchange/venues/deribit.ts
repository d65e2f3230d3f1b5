import { instrumentsFor } from "../known-instruments.ts";
import { askBy, askOptional } from "../optional-answer.ts";
import { perpetualsAmong } from "../normalize-funding.ts";
import type { Instrument } from "../normalize-instruments.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Venue, VenueSession } from "../venue.ts";
import { type DeribitAnswers, positionsAnswer, summariesAnswer } from "./deribit/answers.ts";
import { indexesFor } from "./deribit/normalize-prices.ts";
import { heldRows } from "./deribit/normalize-positions.ts";
import { deribitRefusal } from "./deribit/refusals.ts";
import { toSnapshot, usedSummaries } from "./deribit/snapshot.ts";

const MICROSECONDS = 1_000;

/**
 * Deribit under standard margin, segregated and with cross collateral.
 *
 * Summaries and positions are asked together, so that both see nearly the same marks. A reading
 * takes three requests, one for each index, for each perpetual and for each currency with options.
 */
export const deribit: Venue = {
  exchange: "deribit",
  // 20 requests a second: 500 of 10,000 credits each. Source: docs.deribit.com/articles/rate-limits,
  // read 2026-11-23.
  weightMs: 50,
  refusal: deribitRefusal,
  createReader: (session) => async () => {
    const [required] = await Promise.all([askRequired(session), session.instruments()]);
    const names = heldRows(required.positions).map((row) => row.instrument_name);
    const instruments = await instrumentsFor(names, session);
    const optional = await askOthers(session, required, instruments);
    return toSnapshot(
      { ...required, ...optional },
      { connection: session.connection, instruments, readAt: session.now() },
    );
  },
};

type Required = Pick<DeribitAnswers, "summaries" | "venueAt" | "positions">;

async function askRequired({ call }: VenueSession): Promise<Required> {
  const [account, rows] = await Promise.all([
    call("privateGetGetAccountSummaries"),
    call("privateGetGetPositions"),
  ]);
  const { result, usOut } = parseAnswer(summariesAnswer, account, "get_account_summaries");
  return {
    summaries: result.summaries,
    venueAt: usOut === null ? null : Math.floor(usOut / MICROSECONDS),
    positions: parseAnswer(positionsAnswer, rows, "get_positions").result,
  };
}

async function askOthers(
  session: VenueSession,
  { summaries, positions }: Required,
  instruments: ReadonlyMap<string, Instrument>,
): Promise<Omit<DeribitAnswers, keyof Required>> {
  const held = heldRows(positions).flatMap((row) => instruments.get(row.instrument_name) ?? []);
  const assets = usedSummaries(summaries, held).map((row) => row.currency);
  const names = heldRows(positions).map((row) => row.instrument_name);
  const perpetuals = perpetualsAmong(names, (contract) => instruments.get(contract));
  const withOptions = new Set(held.filter((each) => each.option).map((each) => each.settle));
  const [orders, tickers, indexes, ...books] = await Promise.all([
    askOptional(session, "privateGetGetOpenOrders"),
    askBy(perpetuals, (contract) =>
      askOptional(session, "publicGetTicker", { instrument_name: contract }),
    ),
    askBy(indexesFor(assets), (index) =>
      askOptional(session, "publicGetGetIndexPrice", { index_name: index }),
    ),
    ...[...withOptions].map((currency) =>
      askOptional(session, "publicGetGetBookSummaryByCurrency", { currency, kind: "option" }),
    ),
  ]);
  return { orders, tickers, indexes, books };
}

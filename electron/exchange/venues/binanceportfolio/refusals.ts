import { z } from "zod/mini";
import { VenueError } from "../../exchange-client.ts";
import type { HttpAnswer } from "../../venue.ts";
import { binanceRefusal } from "../binance/refusals.ts";

/** Binance's code for an account of another kind; its text is not documented. */
const NOT_A_PORTFOLIO_ACCOUNT = -20131;
const UNKNOWN_KEY = -2015;

const errorBody = z.object({ code: z.int() });

/** Binance's refusals, and those that only portfolio margin accounts meet. */
export function portfolioRefusal(answer: HttpAnswer, now: number): VenueError | null {
  const { data } = z.safeParse(errorBody, answer.body);
  if (data?.code === NOT_A_PORTFOLIO_ACCOUNT)
    return new VenueError(
      "unsupported",
      "Binance says that this is not a portfolio margin account. Connect it as USD-M or COIN-M futures.",
    );
  if (data?.code === UNKNOWN_KEY)
    return new VenueError(
      "credentials_rejected",
      "Binance refused the key and does not say why: the key may be wrong or deleted, this computer's address may not be on the key's list, or the key may not have the permission to read portfolio margin.",
    );
  return binanceRefusal(answer, now);
}

import type { VenueError } from "../../exchange-client.ts";
import { badAnswer } from "../../parse-answer.ts";
import type { HttpAnswer } from "../../venue.ts";

/**
 * ccxt reads nothing out of an answer with nothing in it and makes an empty account of that. What a
 * venue means by its errors is left to ccxt's classes.
 */
export function refuseHollow({ status, body }: HttpAnswer): VenueError | null {
  const isGood = status >= 200 && status < 300;
  return isGood && isHollow(body) ? badAnswer("of the moment", "its shape") : null;
}

function isHollow(body: unknown): boolean {
  if (Array.isArray(body)) return false;
  return typeof body !== "object" || body === null || Object.keys(body).length === 0;
}

import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import { VenueError } from "./exchange-client.ts";

/** An answer whose headers are there and whose body is still coming, as undici gives it. */
export type RawAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readable;
};

/**
 * Three times Binance's list of spot contracts, the largest answer known (about 20 MB); the largest
 * that a reading asks for, a venue's futures contracts, has less than 5 MB.
 */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Reads a body whole and inflates it. Rejects when it is cut, compressed or not, and with
 * `bad_venue_data` when it grows beyond any honest answer; either way its socket is closed.
 */
export async function readBody(answer: RawAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  };
  const inflate = inflaterOf(answer);
  if (inflate === null) await pipeline(answer.body, collect);
  else await pipeline(answer.body, inflate, collect);
  return Buffer.concat(chunks);
}

function inflaterOf({ statusCode, headers }: RawAnswer): Transform | null {
  // What has no body has nothing to inflate either, whatever its headers say.
  if (statusCode === 204 || statusCode === 304) return null;
  const encoding = String(headers["content-encoding"] ?? "").toLowerCase();
  if (encoding === "gzip" || encoding === "x-gzip") return zlib.createGunzip();
  if (encoding === "br") return zlib.createBrotliDecompress();
  return encoding === "deflate" ? zlib.createInflate() : null;
}

function tooLarge(): VenueError {
  return new VenueError("bad_venue_data", "The venue's answer is larger than any honest one.");
}

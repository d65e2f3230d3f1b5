import { z } from "zod/mini";
import { Decimal } from "#shared/domain/decimal.ts";
import { VenueError } from "./exchange-client.ts";

/** Longest honest figure known has 40 characters; the exponent form is rare but real. */
const LONGEST_FIGURE = 60;
const FIGURE = /^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/;
/** No price, size or amount of a venue comes near it; what does is garbage, not money. */
const LARGEST_FIGURE = new Decimal("1e30");

function toFigure(raw: string | number): Decimal | undefined {
  const text = String(raw);
  if (text.length > LONGEST_FIGURE || !FIGURE.test(text)) return undefined;
  const value = new Decimal(text);
  return value.abs().lt(LARGEST_FIGURE) ? value : undefined;
}

/** A number as venues print it: decimal text or a JSON number, exact. `NaN`, hex, spaces, huge: refused. */
export const figure = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((raw, context): Decimal => {
    const value = toFigure(raw);
    if (value) return value;
    context.issues.push({ code: "custom", message: "not a number", input: raw });
    return z.NEVER;
  }),
);

/**
 * An integer small enough to be exact. ccxt hands on every number of an answer as text when one of
 * its integers is not, such as an order's time in nanoseconds.
 */
export const whole = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d{1,16}$/))]),
  z.pipe(z.transform(Number), z.int()),
);

/** A figure above zero, such as a price. `0` is how venues say "none"; below zero is refused. */
export const positive = z.pipe(
  figure,
  z.transform((value, context): Decimal | null => {
    // Some print a zero with a sign.
    if (value.isZero()) return null;
    if (value.isPositive()) return value;
    context.issues.push({ code: "custom", message: "negative", input: value });
    return z.NEVER;
  }),
);

/** A venue's own liquidation price. `0` and what its formula puts below zero are how it says "none". */
export const liquidationPrice = z.pipe(
  figure,
  z.transform((value): Decimal | null => (value.gt(0) ? value : null)),
);

/** A figure of zero or more, such as a rate or the bound of a tier. */
export const notNegative = figure.check(
  z.refine((value) => !value.isNegative() || value.isZero(), "negative"),
);

/** A field the venue may leave out or send empty: `null`, never zero. */
export function maybe<Schema extends z.ZodMiniType>(schema: Schema) {
  // Rather than a union, which would make an error of every figure that is there.
  const none = z.transform((raw: unknown) => (raw === "" ? null : raw));
  return z._default(z.pipe(none, z.nullable(schema)), null);
}

/** A name or code of the venue: never empty, never a whole page. */
export const name = z.string().check(z.minLength(1), z.maxLength(60));

/**
 * Reads one answer by its schema. Throws `bad_venue_data` naming the answer and the field, never
 * its content.
 */
export function parseAnswer<Schema extends z.ZodMiniType>(
  schema: Schema,
  raw: unknown,
  answer: string,
): z.infer<Schema> {
  const result = z.safeParse(schema, raw);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  throw badAnswer(answer, path.length === 0 ? "its shape" : path.map(String).join("."));
}

export function badAnswer(answer: string, field: string): VenueError {
  const message = `The venue's answer "${answer}" can't be used: ${field} is not what its documentation says.`;
  return new VenueError("bad_venue_data", message);
}

/**
 * Rows of a list by one of their fields, unread. Lists that cover every contract of the venue are
 * searched this way, so that one odd row of a contract nobody holds spoils nothing.
 */
export function rowsBy(field: string, raw: unknown, answer: string): ReadonlyMap<string, unknown> {
  const named = z.object({ [field]: name });
  const rows = parseAnswer(z.array(z.unknown()), raw, answer);
  return new Map(
    rows.map((row, index) => {
      const { success, data } = z.safeParse(named, row);
      if (!success) throw badAnswer(answer, `${index}.${field}`);
      return [String(data[field]), row];
    }),
  );
}

/**
 * Of rows by name only those that are wanted, by what they are wanted for; those that are missing or
 * tell nothing are left out.
 */
export function wantedRows<Value>(
  rows: ReadonlyMap<string, unknown>,
  wanted: Iterable<string>,
  read: (row: unknown, name: string) => Value | null,
  nameOf: (wanted: string) => string = (each) => each,
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const each of wanted) {
    const row = rows.get(nameOf(each));
    const value = row === undefined ? null : read(row, each);
    if (value !== null) found.set(each, value);
  }
  return found;
}

/** Refuses what an answer states a second time: which of the two holds is not known. */
export function createRepeatCheck(answer: string, list = ""): (name: string) => void {
  const seen = new Set<string>();
  return (each) => {
    if (seen.has(each)) throw badAnswer(answer, `${list}${each} twice`);
    seen.add(each);
  };
}

/** For a position or an order in a contract without terms: its worth can't be told. */
export function notListed(answer: string, contract: string): VenueError {
  return badAnswer(answer, `${contract}, a contract it does not list,`);
}

/** Refuses a wallet that lists nothing beside a total that is something: it would pass for an empty one. */
export function refuseEmptyWallet(
  answer: string,
  rows: readonly unknown[],
  total: Decimal | null,
): void {
  if (rows.length === 0 && total && !total.isZero()) throw badAnswer(answer, "its empty list");
}

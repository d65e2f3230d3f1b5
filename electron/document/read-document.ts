import type { z } from "zod/mini";
import {
  accountSchema,
  balanceSchema,
  orderSchema,
  portfolioSchema,
  positionSchema,
  type AccountDocument,
  type PortfolioDocument,
} from "./portfolio-schema.ts";
import type { Steps } from "./steps.ts";

export type Keys = readonly PropertyKey[];
/** Something wrong, and the keys that lead to it. */
export type Place = { readonly keys: Keys; readonly reason: string };

/** Where the reading stands, and all that was found wrong so far. */
type At = { readonly keys: Keys; readonly faults: Place[] };

/** Nobody corrects more of them at a time. */
const MOST_FAULTS = 50;

export type ReadDocument =
  | { readonly ok: true; readonly document: PortfolioDocument }
  | { readonly ok: false; readonly faults: readonly [Place, ...Place[]] };

/** Judges the shape of a document, row by row: a book may hold a million of them. */
export function* readDocument(value: unknown): Steps<ReadDocument> {
  const at: At = { keys: [], faults: [] };
  const head = read(portfolioSchema, value, at);
  const items = listAt(value, inside(at, "accounts"));
  const accounts: AccountDocument[] = [];
  for (const [index, item] of items.entries()) {
    const account = yield* readAccount(item, inside(at, "accounts", index));
    if (account) accounts.push(account);
    if (at.faults.length >= MOST_FAULTS) break;
    yield { done: index + 1, total: items.length };
  }
  const [first, ...more] = at.faults.slice(0, MOST_FAULTS);
  if (first) return { ok: false, faults: [first, ...more] };
  // Nothing was wrong, so the head was read.
  return { ok: true, document: { ...head!, accounts } };
}

function* readAccount(item: unknown, at: At): Steps<AccountDocument | null> {
  const account = read(accountSchema, item, at);
  const balances = yield* readRows(balanceSchema, item, inside(at, "balances"));
  const positions = yield* readRows(positionSchema, item, inside(at, "positions"));
  const openOrders = yield* readRows(orderSchema, item, inside(at, "openOrders"));
  return account && { ...account, balances, positions, openOrders };
}

/** The rows of the account's list that `at` stands at. */
function* readRows<Row>(schema: z.ZodMiniType<Row>, account: unknown, at: At): Steps<Row[]> {
  const rows: Row[] = [];
  for (const [index, item] of listAt(account, at).entries()) {
    const row = read(schema, item, inside(at, index));
    if (row !== null) rows.push(row);
    if (at.faults.length >= MOST_FAULTS) break;
    yield;
  }
  return rows;
}

function inside({ keys, faults }: At, ...more: Keys): At {
  return { keys: [...keys, ...more], faults };
}

/** The list that `at` stands at, whatever else is wrong around it; empty when it is wrong itself. */
function listAt(parent: unknown, { keys, faults }: At): readonly unknown[] {
  const list: unknown = Reflect.get(Object(parent), keys.at(-1) ?? "");
  const isHere = (place: Place) =>
    place.keys.length === keys.length && place.keys.every((key, depth) => key === keys[depth]);
  // One that is too long is not looked into.
  return Array.isArray(list) && !faults.some(isHere) ? list : [];
}

/** The value when nothing is wrong with it; else `null`, and the faults are told. */
function read<Output>(
  schema: z.ZodMiniType<Output>,
  value: unknown,
  { keys, faults }: At,
): Output | null {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const place = toPlace(issue);
    faults.push({ ...place, keys: [...keys, ...place.keys] });
  }
  return null;
}

function toPlace(issue: z.core.$ZodIssue): Place {
  if (issue.code === "unrecognized_keys")
    return { keys: [...issue.path, ...issue.keys.slice(0, 1)], reason: "is not a known field" };
  return { keys: issue.path, reason: reasonOf(issue) };
}

/** JSON's types in words. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text in quotes",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "is missing";
    return `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === "invalid_value") return `must be ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "invalid_key") return "must have a name of 1 to 200 characters";
  if (issue.code === "too_big") return `must have at most ${issue.maximum}`;
  if (issue.code === "too_small") return `must have at least ${issue.minimum}`;
  return issue.message;
}

import fc from "fast-check";

/** One thing done to a document, at the place that `at` points to. */
export type Mutation = {
  readonly kind: "put" | "drop" | "repeat" | "empty" | "turn" | "add" | "swap";
  readonly at: number;
  readonly with: unknown;
};

/** What files in the wild hold where an amount or a name should be. */
const JUNK: readonly unknown[] = [
  ...[null, 0, 1.5, true, [], {}, "", " ", "NaN", "Infinity", "1e5", "0x1", "-", ".5", "1.", "+1"],
  ...["0", "-0", "0.0", "-1", "1", "0.5", "2", "0.000000000000000001", "1000000000000000000"],
  ...[`1${"0".repeat(55)}`, `-1${"0".repeat(55)}`, `0.${"0".repeat(54)}1`, "9".repeat(58)],
  ...["long", "short", "linear", "inverse", "option", "isolated", "USD", "BTC", "USDT"],
  ...["\u0000", "\u001B[31m", "x\ny", "__proto__", "constructor", "9".repeat(61), "ä".repeat(300)],
];

/** Amounts that pass the reader: the rule must cope with them. */
const AMOUNTS: readonly unknown[] = [
  ...["0", "1", "-1", "0.5", "0.000000000000000001", "1000000000000000000"],
  ...[`1${"0".repeat(55)}`, `-1${"0".repeat(55)}`, `0.${"0".repeat(54)}1`],
];

export function mutations(): fc.Arbitrary<Mutation[]> {
  const one = fc.oneof(
    { weight: 3, arbitrary: mutation(fc.constant("put"), fc.constantFrom(...AMOUNTS)) },
    { weight: 1, arbitrary: mutation(fc.constant("put"), fc.constantFrom(...JUNK)) },
    { weight: 1, arbitrary: mutation(fc.constant("put"), fc.jsonValue({ maxDepth: 4 })) },
    { weight: 2, arbitrary: mutation(fc.constant("drop"), fc.constant(null)) },
    {
      weight: 2,
      arbitrary: mutation(
        fc.constantFrom("repeat", "empty", "turn", "add", "swap"),
        fc.constantFrom(...JUNK),
      ),
    },
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

function mutation(
  kind: fc.Arbitrary<Mutation["kind"]>,
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<Mutation> {
  return fc.record({ kind, at: fc.nat(), with: value });
}

type Place = { readonly parent: object; readonly key: string | number };

/** A copy with the changes made, in turn. A change that finds no place for itself is left out. */
export function mutated(document: object, changes: readonly Mutation[]): unknown {
  const copy: object = structuredClone(JSON.parse(JSON.stringify(document)));
  for (const change of changes) {
    const places = placesIn(copy).filter(({ parent, key }) => isFit(change, valueOf(parent, key)));
    const place = places[change.at % Math.max(places.length, 1)];
    if (place && change.kind === "put") put(place, change.with);
    else if (place) alter(place, change);
  }
  return copy;
}

function isFit({ kind }: Mutation, value: unknown): boolean {
  if (kind === "put") return typeof value !== "object" || value === null;
  if (kind === "drop") return true;
  if (kind === "add") return typeof value === "object" && value !== null && !Array.isArray(value);
  return Array.isArray(value);
}

function alter({ parent, key }: Place, change: Mutation): void {
  if (change.kind === "drop") {
    Reflect.deleteProperty(parent, key);
    if (Array.isArray(parent)) parent.splice(0, parent.length, ...parent.filter(() => true));
    return;
  }
  const value = valueOf(parent, key);
  if (change.kind === "add") return put({ parent: Object(value), key: "surprise" }, change.with);
  if (!Array.isArray(value)) return;
  const items: unknown[] = value;
  if (change.kind === "empty") put({ parent, key }, []);
  if (change.kind === "repeat") put({ parent, key }, [...items, ...items]);
  if (change.kind === "turn") put({ parent, key }, items.toReversed());
  if (change.kind === "swap") put({ parent, key }, [...items.slice(1), ...items.slice(0, 1)]);
}

function placesIn(value: object): Place[] {
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...keys].flatMap((key): Place[] => {
    const child = valueOf(value, key);
    const here = { parent: value, key };
    return typeof child === "object" && child !== null ? [here, ...placesIn(child)] : [here];
  });
}

function valueOf(parent: object, key: string | number): unknown {
  return Reflect.get(parent, key);
}

function put({ parent, key }: Place, value: unknown): void {
  Reflect.set(parent, key, value);
}

import ccxt from "ccxt";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { GENERIC_CATALOG, GENERIC_VENUE_IDS } from "#shared/domain/generic-venues.ts";
import { VENUE_IDS } from "#shared/domain/venue-catalog.ts";

/* The list of generic venues, derived again from what each class of ccxt says of itself. */

/** Accounts that Keel reads by the venue's own rules, under another name of the same class. */
const OTHER_NAMES: ReadonlySet<string> = new Set(["binance", "kucoin"]);

/** Classes that read positions in a way that can't be relied on, and why. */
const UNREADABLE: Readonly<Record<string, string>> = {
  bitfinex: "leaves a position without its number of contracts",
  coinbase: "wants the id of a portfolio",
  coinex: "states what can still be closed in the place of what is held",
  digifinex: "states what can still be closed in the place of what is held",
  fmfwio: "tells no side",
  hashkey: "reads one contract at a time",
  hitbtc: "tells no side",
  whitebit: "leaves a position without its number of contracts and its side",
  zebpay: "names contracts by the venue's own symbol",
};

/** Classes that want what can do more than read, or a part that Keel has no field for. */
const OTHER_CREDENTIALS: Readonly<Record<string, string>> = {
  aster: "privateKey",
  derive: "privateKey walletAddress",
  extended: "apiKey privateKey",
  grvt: "privateKey",
  hibachi: "accountId apiKey privateKey",
  lighter: "privateKey",
  modetrade: "accountId apiKey secret",
  mudrex: "secret",
  nado: "privateKey walletAddress",
  pacifica: "privateKey",
  paradex: "privateKey walletAddress",
  woofipro: "accountId apiKey secret",
};

const classInfo = z.object({
  id: z.string(),
  has: z.record(z.string(), z.unknown()),
  hostname: z.optional(z.string()),
  requiredCredentials: z.record(z.string(), z.boolean()),
  urls: z.object({ api: z.unknown(), hostnames: z.optional(z.record(z.string(), z.string())) }),
});
type ClassInfo = z.infer<typeof classInfo>;

function describeAll(): readonly ClassInfo[] {
  return ccxt.exchanges.map((id) => {
    const Class: unknown = Reflect.get(ccxt, id);
    if (typeof Class !== "function") throw new TypeError(`ccxt lists no class ${id}`);
    return z.parse(classInfo, Reflect.construct(Class, []));
  });
}

const OWN: ReadonlySet<string> = new Set(
  Object.values(VENUE_IDS)
    .flat()
    .filter((id) => !Object.hasOwn(GENERIC_CATALOG, id)),
);

function readsDerivatives({ id, has }: ClassInfo): boolean {
  const isAccount = has["fetchPositions"] === true && has["fetchBalance"] === true;
  const isNew = !OWN.has(id) && !OTHER_NAMES.has(id);
  return isAccount && isNew && (has["swap"] === true || has["future"] === true);
}

function credentialsOf({ requiredCredentials }: ClassInfo): string {
  const parts = Object.entries(requiredCredentials).flatMap(([part, isNeeded]) =>
    isNeeded ? part : [],
  );
  return parts.toSorted().join(" ");
}

/** Every host among a class's own addresses, with its host names filled in. */
function hostsOf({ hostname, urls }: ClassInfo): readonly string[] {
  const names = [hostname ?? "", ...Object.values(urls.hostnames ?? {})];
  const addresses = textsIn(urls.api).flatMap((text) =>
    names.map((name) => text.replace("{hostname}", name)),
  );
  return [...new Set(addresses.map((address) => new URL(address).host))].toSorted();
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Object.values(Object(value)).flatMap(textsIn);
}

const CLASSES = describeAll().filter(readsDerivatives);
const KEY = "apiKey secret";
const PASSPHRASE = "apiKey password secret";

function withCredentials(...kinds: readonly string[]): readonly string[] {
  return CLASSES.filter((each) => kinds.includes(credentialsOf(each))).map(({ id }) => id);
}

describe("the list of generic venues", () => {
  it("is every class with positions that wants a key and can be relied on", () => {
    const listed = [...Object.values(GENERIC_VENUE_IDS).flat(), ...Object.keys(UNREADABLE)];
    expect(withCredentials(KEY, PASSPHRASE).toSorted()).toEqual(listed.toSorted());
  });

  it("tells a key pair from a key with a passphrase", () => {
    const readable = (ids: readonly string[]) => ids.filter((id) => !(id in UNREADABLE)).toSorted();
    expect(readable(withCredentials(KEY))).toEqual(GENERIC_VENUE_IDS.key.toSorted());
    expect(readable(withCredentials(PASSPHRASE))).toEqual(GENERIC_VENUE_IDS.passphrase.toSorted());
  });

  it("leaves out every class that wants anything else", () => {
    const others = CLASSES.filter((each) => ![KEY, PASSPHRASE].includes(credentialsOf(each)));
    expect(Object.fromEntries(others.map((each) => [each.id, credentialsOf(each)]))).toEqual(
      OTHER_CREDENTIALS,
    );
  });

  it.each(Object.entries(GENERIC_CATALOG))("has every host of %s and no other", (id, { hosts }) => {
    const found = CLASSES.find((each) => each.id === id);
    expect(found && hostsOf(found)).toEqual(hosts);
  });
});

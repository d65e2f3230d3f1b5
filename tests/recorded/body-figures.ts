import { decimal } from "#shared/domain/decimal.ts";
import { readBody } from "./recorded-account.ts";

/** What a recorded body holds at a path of keys and indexes; `undefined` where there is nothing. */
export function valueAt(account: string, body: string, ...at: readonly (string | number)[]) {
  const walk = (value: unknown, key: string | number): unknown => Reflect.get(Object(value), key);
  return at.reduce(walk, readBody(account, body));
}

/** A figure of a recorded body as plain decimal text; fails where there is none. */
export function figureAt(account: string, body: string, ...at: readonly (string | number)[]) {
  return decimal(String(valueAt(account, body, ...at))).toFixed();
}

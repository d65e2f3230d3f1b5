import fc from "fast-check";
import { describe, it } from "vitest";
import { KEY_POWERS, type KeyPower } from "#shared/domain/key-rights.ts";
import { binancePowers } from "./binance.ts";
import { bitgetPowers } from "./bitget.ts";
import { bybitPowers } from "./bybit.ts";
import { deribitPowers } from "./deribit.ts";
import { gatePowers } from "./gate.ts";
import { krakenPowers } from "./kraken.ts";
import { kucoinPowers } from "./kucoin.ts";
import { okxPowers } from "./okx.ts";

/*
 * A right that nobody has written down yet is put into an answer that is otherwise view-only. It has
 * to count as a power or to make the answer one that does not tell; never may it pass as harmless.
 */

/** Also the names that every JavaScript object answers to. */
const strange = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z_]{2,20}$/),
  fc.constantFrom("constructor", "toString", "valueOf", "hasOwnProperty"),
);

type Venue = {
  readonly read: (right: string) => readonly KeyPower[];
  /** What the documentation names as harmless. */
  readonly harmless: RegExp;
};

const VENUES: Readonly<Record<string, Venue>> = {
  Binance: {
    read: (flag) =>
      binancePowers({
        ...{ enableReading: true, enableWithdrawals: false, enableFutures: false },
        [flag]: true,
      }),
    harmless:
      /^(ipRestrict|createTime|tradingAuthorityExpirationTime|enableReading|enableFixReadOnly)$/,
  },
  Bitget: {
    read: (permType) => bitgetPowers({ code: "00000", data: { permType, permissions: [] } }),
    harmless: /^read[-_]only$/,
  },
  "Bitget, read-only": {
    read: (right) =>
      bitgetPowers({ code: "00000", data: { permType: "read-only", permissions: [right] } }),
    harmless: /^(uta_(mgt|trade)|copy_futures_(position|order))$/,
  },
  "Bybit, an area": {
    read: (area) => bybitPowers({ result: { readOnly: 0, permissions: { [area]: ["Any"] } } }),
    harmless: /^$/,
  },
  "Bybit, a right over the wallet": {
    read: (right) => bybitPowers({ result: { readOnly: 0, permissions: { Wallet: [right] } } }),
    harmless: /^$/,
  },
  "Deribit, an area": {
    read: (area) => deribitPowers({ result: { scope: `trade:read ${area}:read_write` } }),
    harmless: /^(session|expires|ip)$/,
  },
  "Deribit, a level": {
    read: (level) => deribitPowers({ result: { scope: `account:read trade:${level}` } }),
    harmless: /^(none|read)$/,
  },
  "Deribit, a word": {
    read: (word) => deribitPowers({ result: { scope: `account:read ${word}` } }),
    harmless: /^(connection|mainaccount)$/,
  },
  Gate: {
    read: (name) => gatePowers([{ key: "own", perms: [{ name, read_only: false }] }], "own"),
    harmless: /^$/,
  },
  "Kraken, a level": {
    read: (general) => krakenPowers({ permissions: { general, transfer: "NO_ACCESS" } }),
    harmless: /^(NO_ACCESS|READ_ONLY)$/,
  },
  "Kraken, an area": {
    read: (area) =>
      krakenPowers({
        permissions: { general: "READ_ONLY", transfer: "READ_ONLY", [area]: "FULL_ACCESS" },
      }),
    harmless: /^$/,
  },
  KuCoin: {
    read: (right) => kucoinPowers({ code: "200000", data: { permission: `General,${right}` } }),
    harmless: /^General$/,
  },
  OKX: {
    read: (right) => okxPowers({ code: "0", data: [{ perm: `read_only,${right}` }] }),
    harmless: /^read_only$/,
  },
};

describe.each(Object.entries(VENUES))("%s", (_, { read, harmless }) => {
  it("takes no unknown right for harmless", () => {
    const isPower = (power: KeyPower) => KEY_POWERS.includes(power);
    fc.assert(
      fc.property(
        strange.filter((right) => !harmless.test(right)),
        (right) => {
          const powers = read(right);
          return powers.length > 0 && powers.every(isPower);
        },
      ),
    );
  });
});

import { z } from "zod/mini";
import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import { type Accounts, type PositionRow, singleWallet } from "./answers.ts";
import { heldRows, walletOf } from "./normalize-positions.ts";

/**
 * Single-collateral wallets that no listed position stands on: what they hold is beside this
 * account, unless one of them requires margin for a position that the list has lost.
 */
export function otherWallets(
  { accounts }: Accounts,
  positions: readonly PositionRow[],
): readonly Gap[] {
  const held = heldRows(positions).map(({ symbol }) => symbol.toUpperCase());
  const used = new Set(held.map(walletOf));
  return Object.entries(accounts).flatMap(([name, raw]): Gap[] => {
    const { data: wallet } = z.safeParse(singleWallet, raw);
    if (!wallet) return [];
    const isLost = ([key, size]: [string, Decimal]) =>
      isContract(key) && !size.isZero() && !held.includes(key.toUpperCase());
    if (Object.entries(wallet.balances).some(isLost)) return [missing(name)];
    if (used.has(name)) return [];
    if (wallet.marginRequirements?.mm?.gt(0)) return [missing(name)];
    const isEmpty = Object.values(wallet.balances).every((amount) => amount.isZero());
    return isEmpty ? [] : [notIncluded(name)];
  });
}

/** A wallet's balances tell the size of each contract on it, beside its money. */
function isContract(key: string): boolean {
  return /^[pf][a-z]_/i.test(key);
}

function missing(name: string): Gap {
  const message = `Kraken counts positions in the wallet ${name} that it does not list; they are missing here.`;
  return { code: "contradiction", path: "positions", message };
}

function notIncluded(name: string): Gap {
  const message = `The single-collateral wallet ${name} holds money and no listed position; it is not counted.`;
  return { code: "not_included", path: "balances", message };
}

import { z } from "zod/mini";
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
  const used = new Set(heldRows(positions).map(({ symbol }) => walletOf(symbol)));
  return Object.entries(accounts).flatMap(([name, raw]): Gap[] => {
    const { data: wallet } = z.safeParse(singleWallet, raw);
    if (!wallet || used.has(name)) return [];
    if (wallet.marginRequirements?.mm?.gt(0)) return [missing(name)];
    const isEmpty = Object.values(wallet.balances).every((amount) => amount.isZero());
    return isEmpty ? [] : [notIncluded(name)];
  });
}

function missing(name: string): Gap {
  const message = `Kraken requires margin for positions in the wallet ${name} and lists none; they are missing here.`;
  return { code: "contradiction", path: "positions", message };
}

function notIncluded(name: string): Gap {
  const message = `The single-collateral wallet ${name} holds money and no listed position; it is not counted.`;
  return { code: "not_included", path: "balances", message };
}

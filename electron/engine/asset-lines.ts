import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import type { LineItem } from "./assessment.ts";
import type { AssetContext } from "./margin-model.ts";

/** The parts an amount of one asset is the sum of: cash, what is owed, profit of open positions. */
export type Cash = {
  readonly known: boolean;
  readonly lines: readonly LineItem[];
  readonly gaps: readonly Gap[];
};

/** Cash behind the cross positions of one asset, less what is owed in it. */
export function walletLines({ asset, balance, path }: AssetContext): Cash {
  if (!balance?.walletBalance) {
    const message = `The wallet balance of ${asset} is not known, so neither is what stands behind its positions.`;
    return {
      known: false,
      lines: [],
      gaps: [{ code: "balance_missing", path: balance ? `${path}.walletBalance` : path, message }],
    };
  }
  const owed = (["borrowed", "accruedInterest"] as const).flatMap((field) =>
    owedLine(balance, field, path),
  );
  return {
    known: true,
    lines: [
      cashLine("Wallet balance", balance.walletBalance, asset, `${path}.walletBalance`),
      ...owed,
    ],
    gaps: [],
  };
}

function owedLine(
  balance: Balance,
  field: "borrowed" | "accruedInterest",
  path: string,
): LineItem[] {
  const amount = balance[field];
  if (!amount || amount.isZero()) return [];
  const label = field === "borrowed" ? "Borrowed" : "Accrued interest";
  return [cashLine(label, amount.neg(), balance.asset, `${path}.${field}`)];
}

/** Cash behind one isolated position. */
export function isolatedWalletLines({ position, path }: RequiredPosition): Cash {
  if (!position.isolatedMargin) {
    const message = `The isolated wallet of ${position.instrument} is not known, so neither is its liquidation price.`;
    return {
      known: false,
      lines: [],
      gaps: [{ code: "isolated_margin_missing", path: `${path}.isolatedMargin`, message }],
    };
  }
  return {
    known: true,
    lines: [
      cashLine(
        "Isolated wallet",
        position.isolatedMargin,
        position.settle,
        `${path}.isolatedMargin`,
      ),
    ],
    gaps: [],
  };
}

function cashLine(what: string, amount: Decimal, unit: Currency, path: string): LineItem {
  const input = { label: what.toLowerCase(), value: amount.toFixed(), unit, path };
  return { label: `${what} ${unit}`, amount, unit, formula: null, inputs: [input] };
}

/** Unrealized profit of one position; nothing while it is not known. */
export function pnlLines({ position, path, unrealizedPnl }: RequiredPosition): LineItem[] {
  if (!unrealizedPnl) return [];
  const entry = position.entryPrice!.toFixed();
  const mark = position.markPrice!.toFixed();
  const size = position.quantity.times(position.contractSize).toFixed();
  const sign = position.side === "long" ? "" : "−";
  const move =
    position.kind === "inverse" ? `(1 ÷ ${entry} − 1 ÷ ${mark})` : `(${mark} − ${entry})`;
  return [
    {
      label: `Unrealized profit ${position.instrument} ${position.side}`,
      amount: unrealizedPnl,
      unit: position.settle,
      formula: `${sign}${size} × ${move}`,
      inputs: [
        { label: "mark price", value: mark, unit: position.quote, path: `${path}.markPrice` },
        { label: "entry price", value: entry, unit: position.quote, path: `${path}.entryPrice` },
      ],
    },
  ];
}

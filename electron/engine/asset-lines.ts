import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { Balance, Position } from "#shared/domain/snapshot.ts";
import type { RequiredPosition } from "./assess-position.ts";
import type { LineItem } from "./assessment.ts";
import type { AssetContext } from "./margin-model.ts";
import { positionSize } from "./payoff.ts";

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

/** What one position adds to equity; nothing while it is not known. */
export function positionLines(member: RequiredPosition): LineItem[] {
  const { position, path, equityValue } = member;
  if (!equityValue) return [];
  const { instrument, side, settle, quote } = position;
  const isOption = position.kind === "option";
  const prices = (["markPrice", "entryPrice"] as const).flatMap((field) => {
    const price = position[field];
    if (!price || (isOption && field === "entryPrice")) return [];
    const label = field === "markPrice" ? "mark price" : "entry price";
    return [{ label, value: price.toFixed(), unit: quote, path: `${path}.${field}` }];
  });
  return [
    {
      label: `${isOption ? "Option value" : "Unrealized profit"} ${instrument} ${side}`,
      amount: equityValue,
      unit: settle,
      formula: equityFormula(position),
      inputs: prices,
    },
  ];
}

function equityFormula(position: Position): string {
  const size = positionSize(position).toFixed();
  const signed = position.side === "long" ? size : `−${size}`;
  const mark = position.markPrice!.toFixed();
  if (position.kind === "option") return `${signed} × ${mark}`;
  const entry = position.entryPrice!.toFixed();
  return position.kind === "inverse"
    ? `${signed} × (1 ÷ ${entry} − 1 ÷ ${mark})`
    : `${signed} × (${mark} − ${entry})`;
}

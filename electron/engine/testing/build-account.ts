import { type Decimal, decimal } from "#shared/domain/decimal.ts";
import { instrumentId } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import {
  type AccountSnapshot,
  type Balance,
  type MarginTier,
  NO_REPORTED_POSITION,
  type OpenOrder,
  type OptionTerms,
  type Position,
} from "#shared/domain/snapshot.ts";
import { balance, snapshotOf } from "./arbitraries.ts";

/*
 * Accounts written as in a portfolio document: amounts as decimal text, what is left out is not
 * known. The instrument names base, quote and settle currency, as ccxt spells it.
 */

type PositionText = {
  readonly instrument: string;
  readonly kind?: Position["kind"];
  readonly side?: Position["side"];
  readonly quantity: string;
  readonly contractSize?: string;
  readonly entry?: string;
  readonly mark?: string;
  /** Makes the position an isolated one. */
  readonly isolatedMargin?: string;
  readonly leverage?: string;
  readonly tiers?: readonly MarginTier[];
  readonly option?: OptionTerms;
};

/** A cross long of one coin per contract, unless it says otherwise. */
export function position(text: PositionText): Position {
  const [pair, settled] = text.instrument.split(":");
  const [base, quote] = pair!.split("/");
  return {
    instrument: instrumentId(text.instrument),
    kind: text.kind ?? "linear",
    base: base!,
    quote: quote!,
    settle: settled!.split("-")[0]!,
    side: text.side ?? "long",
    quantity: decimal(text.quantity),
    contractSize: decimal(text.contractSize ?? "1"),
    entryPrice: amount(text.entry),
    markPrice: amount(text.mark),
    marginMode: text.isolatedMargin === undefined ? "cross" : "isolated",
    isolatedMargin: amount(text.isolatedMargin),
    leverage: amount(text.leverage),
    marginTiers: text.tiers ?? null,
    option: text.option ?? null,
    funding: null,
    reported: NO_REPORTED_POSITION,
  };
}

/** `[floor, cap, rate]` and what else is known of a tier; no cap is "". */
export function tier(
  [floor, cap, rate]: readonly [string, string, string],
  more: { readonly initialRate?: string; readonly maxLeverage?: string } = {},
): MarginTier {
  return {
    floor: decimal(floor),
    cap: cap === "" ? null : decimal(cap),
    maintenanceRate: decimal(rate),
    initialRate: amount(more.initialRate),
    deduction: null,
    maxLeverage: amount(more.maxLeverage),
  };
}

export function wallet(asset: string, walletBalance: string, more: Partial<Balance> = {}): Balance {
  return { ...balance(asset, decimal(walletBalance)), ...more };
}

export function order(
  instrument: string,
  side: OpenOrder["side"],
  quantity: string,
  price: string | null,
): OpenOrder {
  return {
    instrument: instrumentId(instrument),
    side,
    quantity: decimal(quantity),
    price: price === null ? null : decimal(price),
    reduceOnly: false,
  };
}

/** An account in USD with these parts; prices by currency. */
export function account(
  marginModel: MarginModelId,
  parts: {
    readonly balances?: readonly Balance[];
    readonly positions?: readonly Position[];
    readonly prices?: Readonly<Record<string, string>>;
  } & Partial<Omit<AccountSnapshot, "balances" | "positions" | "prices" | "marginModel">>,
): AccountSnapshot {
  const { balances, positions, prices, ...rest } = parts;
  const priced = Object.entries(prices ?? {}).map(
    ([asset, price]) => [asset, decimal(price)] as const,
  );
  return {
    ...snapshotOf(balances ?? [], positions ?? [], marginModel),
    prices: new Map(priced),
    ...rest,
  };
}

function amount(text: string | undefined): Decimal | null {
  return text === undefined ? null : decimal(text);
}

/*
 * The same in the words of a worked example: figures as they are printed, everything else as
 * unremarkable as possible.
 */

export type TierText = {
  readonly floor?: string;
  readonly cap?: string;
  readonly rate: string;
  readonly initial?: string;
  readonly deduction?: string;
};

export type ExampleText = {
  readonly coin?: string;
  readonly settle?: string;
  readonly instrument?: string;
  readonly kind?: Position["kind"];
  readonly side?: Position["side"];
  readonly quantity: string;
  readonly contractSize?: string;
  readonly entry: string;
  readonly mark?: string;
  readonly leverage?: string;
  /** The wallet of an isolated position; without it the position is cross. */
  readonly isolated?: string;
  readonly tiers?: readonly TierText[];
};

/** A linear long in BTC for USDT unless told otherwise, marked at its entry. */
export function positionOf(text: ExampleText): Position {
  const { coin = "BTC", settle = "USDT", isolated, tiers, ...rest } = text;
  const quote = text.kind === "inverse" ? "USD" : settle;
  return position({
    instrument: `${coin}/${quote}:${settle}`,
    mark: text.entry,
    ...rest,
    ...(isolated ? { isolatedMargin: isolated } : {}),
    ...(tiers ? { tiers: tiers.map(tierOf) } : {}),
  });
}

function tierOf({ floor = "0", cap = "", rate, initial, deduction }: TierText): MarginTier {
  const more = initial ? { initialRate: initial } : {};
  return { ...tier([floor, cap, rate], more), deduction: amount(deduction) };
}

export type BalanceText = {
  readonly wallet: string;
  readonly weight?: string;
  /** Upper bound of a slice and its weight; the last bound may be `null`. */
  readonly slices?: readonly (readonly [string | null, string])[];
  readonly borrowed?: string;
};

export type AccountText = {
  readonly balances: Readonly<Record<string, BalanceText>>;
  readonly positions?: readonly Position[];
  readonly orders?: readonly OpenOrder[];
  readonly taker?: string;
  readonly prices?: Readonly<Record<string, string>>;
};

/** USDT and USDC are worth a dollar unless told otherwise. */
export function accountOf(model: MarginModelId, text: AccountText): AccountSnapshot {
  return account(model, {
    balances: Object.entries(text.balances).map(([asset, each]) => balanceOf(asset, each)),
    positions: text.positions ?? [],
    openOrders: text.orders ?? [],
    prices: { USDT: "1", USDC: "1", ...text.prices },
    takerFeeRate: text.taker === undefined ? null : decimal(text.taker),
  });
}

function balanceOf(asset: string, text: BalanceText): Balance {
  const slices = text.slices?.map(([upTo, weight]) => ({
    upTo: upTo === null ? null : decimal(upTo),
    weight: decimal(weight),
  }));
  return wallet(asset, text.wallet, {
    borrowed: amount(text.borrowed),
    collateralWeight: amount(text.weight),
    collateralTiers: slices ?? null,
  });
}

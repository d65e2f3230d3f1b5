import type { GapCode } from "#shared/domain/gap.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { AccountSnapshot, Balance, Position } from "#shared/domain/snapshot.ts";
import { isMultiAsset } from "../margin-models/collateral-mode.ts";
import { withPositions } from "./law-book.ts";

/** One input of an account taken away, and what the account must then say. */
export type Removal = {
  readonly name: string;
  /** The account without the input of the position, balance or order that `pick` points at. */
  readonly from: (snapshot: AccountSnapshot, pick: number) => AccountSnapshot;
  /** The gap it must leave where the picked position's rule reads it. */
  readonly code: GapCode | null;
  readonly isRead: (model: MarginModelId, position: Position) => boolean;
};

const ALWAYS = () => true;
const NEVER = () => false;
const isFuture = ({ kind }: Position) => kind !== "option";
const isCross = ({ marginMode }: Position) => marginMode === "cross";

/** Initial margin is by the rates of a table, not by the setting. */
const BY_RATE: ReadonlySet<MarginModelId> = new Set(["deribit-standard", "kraken-flex", "dydx-v4"]);
const WITH_FEE: ReadonlySet<MarginModelId> = new Set([
  "bybit-unified",
  "okx-single",
  "okx-multi",
  "gate-unified",
  "kucoin-cross",
]);

function picked<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(items.length, 1)];
}

/** From every leg of the picked position's contract, which share what is taken. */
function fromContract(change: Partial<Position>): Removal["from"] {
  return (snapshot, pick) => {
    const contract = picked(snapshot.positions, pick)?.instrument;
    return withPositions(snapshot, (each) =>
      each.instrument === contract ? { ...each, ...change } : each,
    );
  };
}

/** From the balance that the picked position settles in. */
function fromBalance(change: Partial<Balance>): Removal["from"] {
  return (snapshot, pick) => {
    const settle = picked(snapshot.positions, pick)?.settle;
    return withBalance(snapshot, (each) => (each.asset === settle ? { ...each, ...change } : each));
  };
}

function withBalance(
  snapshot: AccountSnapshot,
  change: (balance: Balance) => Balance,
): AccountSnapshot {
  return { ...snapshot, balances: snapshot.balances.map(change) };
}

export const REMOVALS: readonly Removal[] = [
  {
    name: "mark",
    from: fromContract({ markPrice: null }),
    code: "mark_missing",
    isRead: ALWAYS,
  },
  {
    name: "entry",
    from: fromContract({ entryPrice: null }),
    code: "entry_missing",
    isRead: (_, position) => isFuture(position),
  },
  {
    name: "tiers",
    from: fromContract({ marginTiers: null }),
    code: "tiers_missing",
    isRead: (model, position) => isFuture(position) && model !== "deribit-standard",
  },
  {
    name: "leverage",
    from: fromContract({ leverage: null }),
    code: "leverage_missing",
    isRead: (model, position) => isFuture(position) && !BY_RATE.has(model),
  },
  {
    name: "isolated wallet",
    from: fromContract({ isolatedMargin: null }),
    code: "isolated_margin_missing",
    isRead: (_, position) => !isCross(position),
  },
  {
    name: "option terms",
    from: fromContract({ option: null }),
    code: "option_data_missing",
    isRead: (_, { kind, side }) => kind === "option" && side === "short",
  },
  {
    name: "underlying price",
    from: (snapshot, pick) => {
      const contract = picked(snapshot.positions, pick)?.instrument;
      return withPositions(snapshot, (each) =>
        each.instrument === contract && each.option
          ? { ...each, option: { ...each.option, underlyingPrice: null } }
          : each,
      );
    },
    code: "option_data_missing",
    isRead: (_, { kind, side }) => kind === "option" && side === "short",
  },
  {
    name: "wallet",
    from: fromBalance({ walletBalance: null }),
    code: "balance_missing",
    isRead: (_, position) => isCross(position),
  },
  {
    name: "price",
    from: (snapshot, pick) => {
      const settle = picked(snapshot.positions, pick)?.settle;
      const prices = new Map([...snapshot.prices].filter(([asset]) => asset !== settle));
      return { ...snapshot, prices };
    },
    code: "price_missing",
    isRead: (_, { settle }) => settle !== "USD",
  },
  { name: "weight", from: withoutWeight, code: null, isRead: NEVER },
  {
    name: "bid rate",
    from: fromBalance({ bidRate: null }),
    code: "weight_missing",
    isRead: (model) => model === "binance-usdm-multi",
  },
  {
    name: "ask rate",
    from: fromBalance({ askRate: null }),
    code: "price_missing",
    isRead: (model) => model === "binance-usdm-multi",
  },
  {
    name: "fee rate",
    from: (snapshot) => ({ ...snapshot, takerFeeRate: null }),
    code: "fee_rate_missing",
    isRead: (model, position) => WITH_FEE.has(model) && isFuture(position),
  },
  {
    name: "hedge mode",
    from: (snapshot) => ({ ...snapshot, hedgeMode: null }),
    code: null,
    isRead: NEVER,
  },
  {
    name: "order price",
    from: (snapshot, pick) => ({
      ...snapshot,
      openOrders: snapshot.openOrders.map((order, index) =>
        index === pick % snapshot.openOrders.length ? { ...order, price: null } : order,
      ),
    }),
    code: null,
    isRead: NEVER,
  },
];

/** Where a coin that settles counts in full unless a weight is given: docs/margin. */
const FULL_UNLESS_WEIGHTED: ReadonlySet<MarginModelId> = new Set([
  "generic-cross",
  "gate-unified",
  "bitget-cross",
]);

/**
 * From any balance, but not where that says something else than "not known": that a coin in which
 * contracts settle counts in full, or, taken from the last one, that the account has no weights.
 */
function withoutWeight(snapshot: AccountSnapshot, pick: number): AccountSnapshot {
  const { marginModel, balances, positions } = snapshot;
  const asset = picked(balances, pick)?.asset;
  const settles = positions.some((each) => each.settle === asset && isCross(each));
  const isDefault = marginModel === "kraken-flex" ? asset === "USD" : settles;
  if (isDefault && (FULL_UNLESS_WEIGHTED.has(marginModel) || marginModel === "kraken-flex"))
    return snapshot;
  const without = withBalance(snapshot, (each) =>
    each.asset === asset ? { ...each, collateralWeight: null, collateralTiers: null } : each,
  );
  return isMultiAsset(without) === isMultiAsset(snapshot) ? without : snapshot;
}

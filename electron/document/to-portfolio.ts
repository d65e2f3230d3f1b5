import { type Decimal, type DecimalString, toDecimalString } from "#shared/domain/decimal.ts";
import type {
  AccountSnapshot,
  Balance,
  Funding,
  MarginTier,
  Position,
} from "#shared/domain/snapshot.ts";

/**
 * Snapshots as a portfolio document (format keel.portfolio, version 1), so that a stored book can
 * be assessed, checked and shared without the app. What is not known is left out. All snapshots
 * must share one valuation currency.
 */
export function toPortfolioDocument(snapshots: readonly AccountSnapshot[], asOf: number) {
  const prices = commonPrices(snapshots);
  return {
    format: "keel.portfolio",
    version: 1,
    asOf: iso(asOf),
    valuationCurrency: snapshots[0]?.valuationCurrency ?? "USD",
    prices: texts(prices),
    accounts: snapshots.map((snapshot) => toAccount(snapshot, prices)),
  };
}

/** What every account prices alike. A price of some would be lent to those that don't know it. */
function commonPrices([first, ...others]: readonly AccountSnapshot[]): Map<string, Decimal> {
  const isCommon = ([asset, price]: readonly [string, Decimal]) =>
    others.every(({ prices }) => prices.get(asset)?.eq(price));
  return new Map([...(first?.prices ?? [])].filter(isCommon));
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

function texts(prices: Iterable<readonly [string, Decimal]>): Record<string, DecimalString> {
  return Object.fromEntries([...prices].map(([asset, price]) => [asset, toDecimalString(price)]));
}

/** The fields that are known, amounts as text. */
function known<Key extends string>(fields: Readonly<Record<Key, Decimal | null>>) {
  const entries = Object.entries<Decimal | null>(fields);
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value ? [[key, toDecimalString(value)]] : [])),
  );
}

function toAccount(snapshot: AccountSnapshot, common: ReadonlyMap<string, Decimal>) {
  const own = [...snapshot.prices].filter(([asset, price]) => !common.get(asset)?.eq(price));
  const { currency, nativeRatio, ...figures } = snapshot.reported;
  return {
    id: snapshot.accountId,
    label: snapshot.label,
    readAt: iso(snapshot.readAt),
    venue: snapshot.venue,
    marginModel: snapshot.marginModel,
    ...(own.length > 0 && { prices: texts(own) }),
    ...known({ takerFeeRate: snapshot.takerFeeRate }),
    ...(snapshot.hedgeMode !== null && { hedgeMode: snapshot.hedgeMode }),
    balances: snapshot.balances.map(toBalance),
    positions: snapshot.positions.map(toPosition),
    openOrders: snapshot.openOrders.map(({ instrument, side, reduceOnly, quantity, price }) => ({
      instrument,
      side,
      ...known({ quantity, price }),
      reduceOnly,
    })),
    reported: {
      ...(currency && { currency }),
      ...known(figures),
      ...(nativeRatio && {
        nativeRatio: { name: nativeRatio.name, value: toDecimalString(nativeRatio.value) },
      }),
    },
    ...(snapshot.gaps.length > 0 && { gaps: snapshot.gaps }),
  };
}

function toBalance({ asset, collateralTiers, ...amounts }: Balance) {
  return {
    asset,
    ...known(amounts),
    ...(collateralTiers && {
      collateralTiers: collateralTiers.map(({ upTo, weight }) => ({
        upTo: upTo && toDecimalString(upTo),
        weight: toDecimalString(weight),
      })),
    }),
  };
}

function toPosition(position: Position) {
  const { instrument, kind, base, quote, settle, side, marginMode, option, funding } = position;
  const { quantity, contractSize, entryPrice, markPrice, isolatedMargin, leverage } = position;
  const reported = known(position.reported);
  return {
    ...{ instrument, kind, base, quote, settle, side, marginMode },
    ...known({ quantity, contractSize, entryPrice, markPrice, isolatedMargin, leverage }),
    ...(position.marginTiers && { marginTiers: position.marginTiers.map(toTier) }),
    ...(option && { option: toOption(option) }),
    ...(funding && toFunding(funding)),
    ...(Object.keys(reported).length > 0 && { reported }),
  };
}

function toTier({ floor, cap, ...amounts }: MarginTier) {
  return {
    floor: toDecimalString(floor),
    cap: cap && toDecimalString(cap),
    ...known(amounts),
  };
}

function toOption({ type, settlement, expiryAt, ...amounts }: NonNullable<Position["option"]>) {
  return { type, settlement, expiry: iso(expiryAt), ...known(amounts) };
}

function toFunding({ rate, intervalHours, nextAt }: Funding) {
  return {
    ...known({ fundingRate: rate, fundingIntervalHours: intervalHours }),
    ...(nextAt !== null && { nextFundingAt: iso(nextAt) }),
  };
}

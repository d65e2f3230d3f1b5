import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { type Balance, NOTHING_REPORTED, type ReportedFigures } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import type { Account } from "./answers.ts";

/** Whether the account is read by the rule of multi-assets mode. */
export function isMultiAssets(model: MarginModelId): boolean {
  return model === "binance-usdm-multi";
}

/** Refuses the other mode than that of the connection: its figures would be wrong. */
export function refuseOtherMode(multiAssets: boolean, model: MarginModelId): void {
  if (multiAssets === isMultiAssets(model)) return;
  const [is, isNot] = multiAssets ? ["multi", "single"] : ["single", "multi"];
  const message = `The account is in ${is}-asset${multiAssets ? "s" : ""} mode and is connected as one in ${isNot}-asset${multiAssets ? "" : "s"} mode. No figure is shown rather than a wrong one.`;
  throw new VenueError("unsupported", message);
}

export function modeUnread(
  model: MarginModelId,
  why = "The venue did not say whether it is multi-assets mode.",
): Gap {
  const assumed = isMultiAssets(model) ? "Multi-assets mode" : "Single-asset mode";
  return { code: "mode_unread", path: "marginModel", message: `${why} ${assumed} is assumed.` };
}

/** What one unit counts for: as an asset (bid) and as a debt or requirement (ask), in dollars. */
export type AssetRates = { readonly bid: Decimal | null; readonly ask: Decimal | null };

export function withRates(
  balances: readonly Balance[],
  rates: ReadonlyMap<Currency, AssetRates>,
): readonly Balance[] {
  return balances.map((balance) => {
    const { bid = null, ask = null } = rates.get(balance.asset) ?? {};
    return { ...balance, bidRate: bid, askRate: ask };
  });
}

/**
 * The account's totals, which speak of all assets in this mode, in dollars. Assets count in them at
 * their rates, so they state what counts as collateral and no equity without haircuts.
 */
export function multiAssetsFigures(account: Account): ReportedFigures {
  return {
    ...NOTHING_REPORTED,
    collateralValue: account.totalMarginBalance,
    initialMargin: account.totalInitialMargin,
    maintenanceMargin: account.totalMaintMargin,
    orderInitialMargin: account.totalOpenOrderInitialMargin,
  };
}

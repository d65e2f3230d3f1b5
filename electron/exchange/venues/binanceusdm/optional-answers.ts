import type { Decimal } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type { Currency } from "#shared/domain/ids.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { OpenOrder } from "#shared/domain/snapshot.ts";
import type { Instrument } from "../../normalize-instruments.ts";
import { type OptionalAnswer, readOptional } from "../../optional-answer.ts";
import { parseAnswer, rowsBy, wantedRows } from "../../parse-answer.ts";
import { VALUATION_CURRENCY } from "../../snapshot-head.ts";
import { normalizeOrders } from "../binance/normalize-orders.ts";
import { indexRow, modesAnswer, settingRow, type UsdmAnswers } from "./answers.ts";
import { type AssetRates, modeUnread, refuseOtherMode } from "./multi-assets.ts";

// Readers of the optional answers. Each leaves a gap where its answer fails.

type Modes = { readonly multiAssets: boolean | null; readonly hedge: boolean | null };

/** In hedge mode every row is LONG or SHORT, else BOTH: rows tell that mode where no answer does. */
export function readModes(
  { account, accountModes, positionRisk }: UsdmAnswers,
  model: MarginModelId,
  gaps: Gap[],
): Modes {
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's settings" };
  const told = accountModes.map((source) =>
    readOptional(source, subject, failures, (raw) => parseAnswer(modesAnswer, raw, "account mode")),
  );
  const multiAssets =
    told.map((modes) => modes?.multiAssetsMargin ?? null).find((mode) => mode !== null) ??
    account.multiAssetsMargin;
  if (multiAssets === null) gaps.push(modeUnread(model, failures[0]?.message));
  else {
    refuseOtherMode(multiAssets, model);
    const isFresh = accountModes.some(
      ({ failure }, at) => !failure && (told[at]?.multiAssetsMargin ?? null) !== null,
    );
    if (!isFresh) gaps.push(...failures.filter(({ code }) => code === "stale"));
  }
  const hedge = told.map((modes) => modes?.dualSidePosition ?? null).find((mode) => mode !== null);
  const [row] = positionRisk;
  return { multiAssets, hedge: hedge ?? (row ? row.positionSide !== "BOTH" : null) };
}

export function readLeverage(
  source: OptionalAnswer,
  symbols: ReadonlySet<string>,
  gaps: Gap[],
): ReadonlyMap<string, Decimal> {
  if (symbols.size === 0) return new Map();
  const subject = { path: "positions", what: "The leverage settings" };
  const settings = readOptional(source, subject, gaps, (raw) =>
    wantedRows(
      rowsBy("symbol", raw, "symbolConfig"),
      symbols,
      (row) => parseAnswer(settingRow, row, "symbolConfig").leverage,
    ),
  );
  return settings ?? new Map();
}

type Index = {
  readonly prices: ReadonlyMap<Currency, Decimal>;
  readonly rates: ReadonlyMap<Currency, AssetRates>;
  readonly at: number | null;
};

/** Prices of the assets in use; the newest of their times is the venue's clock as it told it. */
export function readIndex(source: OptionalAnswer, assets: readonly Currency[], gaps: Gap[]): Index {
  const subject = { path: "prices", what: "The index prices of the margin assets" };
  const rows = readOptional(source, subject, gaps, (raw) =>
    wantedRows(
      rowsBy("symbol", raw, "assetIndex"),
      assets,
      (row) => parseAnswer(indexRow, row, "assetIndex"),
      (asset) => `${asset}${VALUATION_CURRENCY}`,
    ),
  );
  const prices = new Map<Currency, Decimal>();
  const rates = new Map<Currency, AssetRates>();
  const times: number[] = [];
  for (const [asset, { index, bidRate, askRate, time }] of rows ?? []) {
    rates.set(asset, { bid: bidRate, ask: askRate });
    if (index) prices.set(asset, index);
    if (time !== null) times.push(time);
  }
  return { prices, rates, at: times.length === 0 ? null : Math.max(...times) };
}

export function readOrders(
  source: OptionalAnswer,
  instruments: ReadonlyMap<string, Instrument>,
  gaps: Gap[],
): readonly OpenOrder[] {
  const subject = { path: "openOrders", what: "The open orders" };
  return readOptional(source, subject, gaps, (raw) => normalizeOrders(raw, instruments)) ?? [];
}

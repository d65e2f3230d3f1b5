import { type Decimal, type DecimalString, toDecimalString } from "#shared/domain/decimal.ts";
import type { Gap } from "#shared/domain/gap.ts";
import type {
  AccountAssessment,
  PortfolioAssessment,
  PositionAssessment,
} from "../engine/assessment.ts";
import { trustIn } from "../engine/likely-cause.ts";

/** The result of `keel evaluate --json` (format keel.assessment, version 1). */
export function toAssessmentDocument(assessment: PortfolioAssessment, asOf: number) {
  return {
    format: "keel.assessment",
    version: 1,
    asOf: new Date(asOf).toISOString().replace(".000Z", "Z"),
    valuationCurrency: assessment.valuationCurrency,
    consolidated: {
      equity: text(assessment.equity.value),
      collateralValue: text(assessment.collateralValue.value),
      initialMargin: text(assessment.initialMargin.value),
      maintenanceMargin: text(assessment.maintenanceMargin.value),
      grossExposure: text(assessment.grossExposure.value),
      netExposure: text(assessment.netExposure.value),
      effectiveLeverage: text(assessment.effectiveLeverage),
      gaps: assessment.gaps,
      fundingPerDay: text(assessment.fundingPerDay.value),
      fundingGaps: assessment.fundingPerDay.gaps,
    },
    accounts: assessment.accounts.map((account, index) => toAccount(account, `accounts[${index}]`)),
  };
}

export type AssessmentDocument = ReturnType<typeof toAssessmentDocument>;

function text(value: Decimal | null): DecimalString | null {
  return value && toDecimalString(value);
}

function under(path: string, gaps: readonly Gap[]): Gap[] {
  return gaps.map((gap) => ({ ...gap, path: `${path}.${gap.path}` }));
}

function toAccount(account: AccountAssessment, path: string) {
  return {
    id: account.snapshot.accountId,
    marginModel: account.snapshot.marginModel,
    equity: text(account.equity.value),
    collateralValue: text(account.collateralValue.value),
    initialMargin: text(account.initialMargin.value),
    maintenanceMargin: text(account.maintenanceMargin.value),
    maintenanceMarginRatio: text(account.maintenanceMarginRatio),
    freeCollateral: text(account.freeCollateral),
    marginBuffer: text(account.marginBuffer),
    effectiveLeverage: text(account.effectiveLeverage),
    gaps: under(path, account.gaps),
    fundingPerDay: text(account.fundingPerDay.value),
    fundingGaps: under(path, account.fundingPerDay.gaps),
    trust: trustIn(account.reconciliation).state,
    reconciliation: account.reconciliation.map((row) => ({
      figure: row.figure,
      ...(row.subject && { subject: row.subject }),
      unit: row.unit,
      reported: text(row.reported),
      calculated: text(row.calculated),
      difference: text(row.difference),
      agrees: row.agrees,
      ...(row.reading && { reading: row.reading }),
      ...(row.cause && { cause: row.cause }),
    })),
    pools: account.pools.map((pool) => ({
      kind: pool.kind,
      name: pool.name,
      currency: pool.currency,
      equity: text(pool.equity.value),
      collateralValue: text(pool.collateralValue.value),
      initialMargin: text(pool.initialMargin.value),
      maintenanceMargin: text(pool.maintenanceMargin.value),
      maintenanceMarginRatio: text(pool.maintenanceMarginRatio),
      freeCollateral: text(pool.freeCollateral),
      marginBuffer: text(pool.marginBuffer),
    })),
    positions: account.positions.map((position) => toPosition(position, path)),
  };
}

function toPosition(assessed: PositionAssessment, path: string) {
  const { position } = assessed;
  return {
    instrument: position.instrument,
    side: position.side,
    marginMode: position.marginMode,
    notional: text(assessed.notional),
    unrealizedPnl: text(assessed.unrealizedPnl),
    initialMargin: text(assessed.initialMargin),
    maintenanceMargin: text(assessed.maintenanceMargin),
    liquidationPrice: text(assessed.liquidationPrice),
    liquidationPriceReason: assessed.liquidationPriceReason,
    distanceToLiquidation: text(assessed.distanceToLiquidation),
    fundingPerDay: text(assessed.fundingPerDay),
    gaps: under(path, assessed.gaps),
  };
}

/** Why a figure is incomplete. A gap never improves a figure and never stands for zero. */
export const GAP_CODES = [
  "price_missing", //            no price for a currency: its value is not known
  "mark_missing", //             no mark price for a position
  "balance_missing", //          a wallet balance was not reported
  "entry_missing", //            no entry price, so no unrealized profit
  "tiers_missing", //            no margin tiers for a position
  "tier_above_cap", //           beyond the last cap: the last tier continues
  "tier_below_floor", //         below the first floor of a partial table
  "tier_inconsistent", //        floors, rates or deductions contradict each other
  "leverage_missing", //         no leverage setting, so no initial margin
  "isolated_margin_missing", //  the wallet of an isolated position was not reported
  "weight_missing", //           no collateral weight for a currency
  "fee_rate_missing", //         the rule counts a fee whose rate is not known
  "option_data_missing", //      an option without the terms its rule needs
  "funding_missing", //          no funding rate of a perpetual, or not for how long it is
  "order_rule_unknown", //       the venue does not publish how it counts this order
  "rule_unknown", //             the venue does not publish this part of its rule
  "mode_unread", //              the account's margin mode could not be read
  "contradiction", //            two inputs exclude each other
  "ratio_undefined", //          no collateral stands against a requirement
  "source_failed", //            one of the venue's answers failed; the rest was kept
  "not_included", //             held at the venue beside this account, outside its figures
  "not_one_moment", //           the answers of one reading lie too far apart in time
  "stale", //                    older than the feed promises
] as const;
export type GapCode = (typeof GAP_CODES)[number];

export type Gap = {
  readonly code: GapCode;
  /** Where the missing input belongs, as in the portfolio document: `accounts[0].positions[2].markPrice`. */
  readonly path: string;
  /** One sentence for the trader. */
  readonly message: string;
};

import type { FundingView } from "#shared/views/overview.ts";
import { formatPercent } from "../../format/ratio.ts";
import { formatStamp } from "../../format/time.ts";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { Sentences } from "../../ui/sentences.tsx";
import { Facts, type FactRow } from "./facts.tsx";
import { fundingRateText, perDayText } from "./funding-words.ts";
import styles from "./position-parts.module.css";

/** What a position pays or is paid for being held; `null` is a contract that expires. */
export function PositionFunding({ funding }: { funding: FundingView | null }) {
  if (!funding) return <p className={styles["note"]}>This contract expires; it pays no funding.</p>;
  if (funding.rate === null) return <Sentences sentences={gapSentences(funding.perDay.gaps)} />;
  return (
    <>
      <div className={styles["missing"]}>
        <Sentences sentences={gapSentences(funding.perDay.gaps)} />
      </div>
      <Facts rows={rowsOf(funding)} />
      <p className={styles["note"]}>
        At the rate of now, on the notional at the mark. The venue sets the rate anew for each
        payment.
      </p>
    </>
  );
}

function rowsOf(funding: FundingView): FactRow[] {
  const { ratePerYear, nextAt } = funding;
  const year = formatPercent(ratePerYear, { sign: true });
  return [
    ["Funding rate", fundingRateText(funding)],
    ["Next payment", nextAt === null ? "not stated" : formatStamp(nextAt)],
    ["A day at this rate", perDayText(funding)],
    ["The rate over a year, not compounded", ratePerYear === null ? year : `${year} %`],
  ];
}

import { modelLabel, venueLabel } from "#shared/domain/venue-catalog.ts";
import type { BookReadingView } from "#shared/views/books.ts";
import { formatStamp } from "../../format/time.ts";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { Hint } from "../../ui/hint.tsx";
import { LevelGlyph } from "../../ui/level.tsx";
import table from "../../ui/table.module.css";
import { Amount, Percent } from "../../ui/value.tsx";
import accountStyles from "./account-table.module.css";
import styles from "./book-preview.module.css";
import { bookWords, isStored } from "./book-words.ts";

/** What an import would do, account by account. */
export function BookPreview({ readings }: { readings: readonly BookReadingView[] }) {
  return (
    <div className={`${table["scroll"]} ${styles["box"]}`}>
      <table className={table["table"]} data-testid="book-preview">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">What happens</th>
            <th scope="col">As of</th>
            <th scope="col">Holds</th>
            <th scope="col" data-align="right">
              Equity
            </th>
            <th scope="col" data-align="right" title="Maintenance margin ÷ collateral value">
              Ratio
            </th>
            <th scope="col">Missing</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => (
            <ReadingRow key={reading.label} reading={reading} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReadingRow({ reading }: { reading: BookReadingView }) {
  const { label, venue, marginModel, readAt, action, level, equity } = reading;
  const gaps = gapSentences(reading.gaps);
  return (
    <tr data-action={action} aria-label={label} data-left-out={!isStored(action) || undefined}>
      <td>
        <span className={styles["account"]} title={label}>
          {label}
        </span>
        <span className={styles["second"]}>
          {venueLabel(venue)}, {modelLabel(venue, marginModel)}
        </span>
      </td>
      <td>
        <WhatHappens reading={reading} />
      </td>
      <td title={formatStamp(readAt)}>
        {formatStamp(readAt).slice(0, 10)}
        <span className={styles["second"]}>{formatStamp(readAt).slice(11, 20)}UTC</span>
      </td>
      <td>
        {count(reading.positionCount, "position")}
        <span className={styles["second"]}>{count(reading.balanceCount, "balance")}</span>
      </td>
      <td data-align="right">
        <Amount value={equity.value} unit={equity.unit} field="equity" />
      </td>
      <td data-align="right">
        <span className={styles["ratio"]} data-tone={level}>
          <LevelGlyph level={level} />
          <Percent value={reading.maintenanceMarginRatio.value} field="maintenanceMarginRatio" />
        </span>
      </td>
      <td>
        {gaps.length === 0 ? (
          <span className={table["dim"]}>nothing</span>
        ) : (
          <Hint sentences={gaps}>
            <span className={accountStyles["concern"]}>{count(gaps.length, "thing")}</span>
          </Hint>
        )}
      </td>
    </tr>
  );
}

function WhatHappens({ reading }: { reading: BookReadingView }) {
  const { word, sentences } = bookWords(reading);
  return (
    <Hint sentences={sentences}>
      <strong className={accountStyles["concern"]}>{word}</strong>
    </Hint>
  );
}

function count(many: number, what: string): string {
  return `${many.toLocaleString("en-US")} ${what}${many === 1 ? "" : "s"}`;
}

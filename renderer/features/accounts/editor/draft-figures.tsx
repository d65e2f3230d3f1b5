import { formatPrice } from "../../../format/price.ts";
import { gapSentences } from "../../../ui/gap-mark.tsx";
import { Hint } from "../../../ui/hint.tsx";
import { Level } from "../../../ui/level.tsx";
import { Amount, Percent } from "../../../ui/value.tsx";
import styles from "./book-editor.module.css";
import type { DraftCheck } from "./use-draft-check.ts";

/** What the book comes to while it is typed, by the rule it will be judged by. */
export function DraftFigures({ check, wrong }: { check: DraftCheck; wrong: number }) {
  const { reading, isBehind } = check;
  if (reading === null || wrong > 0)
    return (
      <p className={styles["figures"]} data-testid="draft-figures">
        {wrong === 0
          ? "Checking."
          : `${wrong === 1 ? "1 cell is" : `${wrong} cells are`} missing or wrong: no figures until then.`}
      </p>
    );
  const { equity, marginBuffer, maintenanceMarginRatio: ratio, level, gaps } = reading;
  return (
    <dl
      className={styles["figures"]}
      data-testid="draft-figures"
      data-behind={isBehind || undefined}
    >
      <Figure term="Equity">
        <Amount value={equity.value} unit={equity.unit} gaps={equity.gaps} field="equity" />
      </Figure>
      <Figure term="Maintenance ratio">
        <Percent value={ratio.value} gaps={ratio.gaps} field="maintenanceMarginRatio" />
      </Figure>
      <Figure term="Level">
        <Level level={level} />
      </Figure>
      <Figure term="Margin buffer">
        <Amount value={marginBuffer.value} unit={marginBuffer.unit} field="marginBuffer" />
      </Figure>
      <Nearest check={reading} />
      {gaps.length > 0 && (
        <Figure term="Missing">
          <Hint sentences={gapSentences(gaps)}>
            <span className={styles["missing"]}>{gapSentences(gaps)[0]}</span>
            {gapSentences(gaps).length > 1 && <>&nbsp;and {gapSentences(gaps).length - 1} more</>}
          </Hint>
        </Figure>
      )}
    </dl>
  );
}

function Nearest({ check }: { check: NonNullable<DraftCheck["reading"]> }) {
  const [nearest] = check.pools
    .flatMap(({ nearestLiquidation }) => nearestLiquidation ?? [])
    .toSorted((one, other) => size(one.distanceRatio) - size(other.distanceRatio));
  if (!nearest) return null;
  const { instrument, side, price, distanceRatio } = nearest;
  return (
    <Figure term="Nearest liquidation">
      {instrument} {side} at {formatPrice(price)}, <Percent value={distanceRatio} sign places={1} />
    </Figure>
  );
}

/** For order only: how far away a price is. */
function size(ratio: string): number {
  return Math.abs(Number(ratio));
}

function Figure({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

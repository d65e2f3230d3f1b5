import type { ReactNode } from "react";
import type { GapView } from "#shared/views/figure.ts";
import { formatAmount } from "../format/amount.ts";
import { formatPercent } from "../format/ratio.ts";
import { Explained } from "./explained.tsx";
import { GapMark, gapSentences } from "./gap-mark.tsx";
import { signTone, type Tone } from "./tone.ts";
import { useChangeCount } from "./use-change-count.ts";
import styles from "./value.module.css";

export type ValueProps = {
  /** As shown. */
  text: string;
  /** Full precision: title, copy and tests. */
  exact: string | null;
  unit?: string | undefined;
  tone?: Tone | undefined;
  /** Unseen digits that bring decimal points under each other. */
  pad?: string | undefined;
  gaps?: readonly GapView[] | undefined;
  field?: string | undefined;
  testId?: string | undefined;
  /** What a click or Enter shows: the line items of a computed figure. */
  opens?: { readonly title: string; readonly parts: () => ReactNode } | undefined;
};

/** One figure: tabular digits, dimmer unit, exact value in the title, mark when incomplete. */
export function Value(props: ValueProps) {
  const { opens, gaps } = props;
  const digits = <Digits {...props} />;
  return (
    <span className={styles["figure"]}>
      {opens ? <Explained {...opens}>{digits}</Explained> : digits}
      {gaps && gaps.length > 0 && (
        <span className={styles["mark"]}>
          <GapMark sentences={gapSentences(gaps)} />
        </span>
      )}
    </span>
  );
}

function Digits({ text, exact, unit, tone, pad, gaps, field, testId }: ValueProps) {
  const changes = useChangeCount(text);
  return (
    <>
      <span
        key={changes}
        className={styles["value"]}
        data-changed={changes > 0 || undefined}
        data-gap={(gaps && gaps.length > 0) || undefined}
        data-tone={tone}
        data-pad={pad}
        data-value={exact ?? undefined}
        data-field={field}
        data-testid={testId}
        title={exact === null ? undefined : unit ? `${exact} ${unit}` : exact}
      >
        {text}
      </span>
      {unit && exact !== null && <span className={styles["unit"]}>{unit}</span>}
    </>
  );
}

type ShortProps = Omit<ValueProps, "text" | "exact"> & { value: string | null };

/** Money without a sign of its own. */
export function Amount({ value, ...rest }: ShortProps) {
  return <Value {...rest} exact={value} text={formatAmount(value)} />;
}

/** Profit, loss or change: explicit sign, colored by it. */
export function SignedAmount({ value, ...rest }: ShortProps) {
  const text = formatAmount(value, { sign: true });
  return <Value tone={signTone(value)} {...rest} exact={value} text={text} />;
}

type PercentProps = ShortProps & { sign?: boolean; places?: number };

/** A ratio in percent. */
export function Percent({ value, sign = false, places = 2, ...rest }: PercentProps) {
  const text = formatPercent(value, { sign, places });
  return <Value {...rest} exact={value} text={text} unit="%" />;
}

import type { FigureWithLinesView, InputView, LineView } from "#shared/views/figure.ts";
import { formatFormula, formatInput, formatWorksheetAmount } from "../format/worksheet-amount.ts";
import { decimalPads } from "../format/align.ts";
import { formatStamp } from "../format/time.ts";
import { Value } from "./value.tsx";
import styles from "./worksheet.module.css";

type WorksheetProps = { label: string; figure: FigureWithLinesView; field?: string };

/** A total and the line items it is the sum of, each down to its inputs: to be followed with a pencil. */
export function Worksheet({ label, figure, field }: WorksheetProps) {
  const amounts = [...figure.lines.map((line) => line.amount), figure.value];
  const pads = decimalPads(amounts.map(formatWorksheetAmount));
  return (
    <table className={styles["sheet"]} aria-label={label}>
      <tbody>
        <LineRows lines={figure.lines} pads={pads} />
        {figure.lines.length === 0 && (
          <tr>
            <td colSpan={2} className={styles["none"]}>
              No line items.
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className={styles["total"]}>
          <th scope="row">{label}</th>
          <td>
            <Value
              text={formatWorksheetAmount(figure.value)}
              exact={figure.value}
              unit={figure.unit}
              pad={pads.at(-1)}
              gaps={figure.gaps}
              field={field}
            />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Line items without a total: a part of one. */
export function Lines({ lines }: { lines: readonly LineView[] }) {
  const pads = decimalPads(lines.map((line) => formatWorksheetAmount(line.amount)));
  return (
    <table className={styles["sheet"]}>
      <tbody>
        <LineRows lines={lines} pads={pads} />
      </tbody>
    </table>
  );
}

type LineRowsProps = { lines: readonly LineView[]; pads: readonly string[] };

function LineRows({ lines, pads }: LineRowsProps) {
  return keyed(lines).map(({ key, line }, place) => (
    <Line key={key} line={line} pad={pads[place]} />
  ));
}

/** Labels may repeat (two wallets of one asset); the n-th of its name is one line's key. */
function keyed(lines: readonly LineView[]): { key: string; line: LineView }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const times = (seen.get(line.label) ?? 0) + 1;
    seen.set(line.label, times);
    return { key: `${line.label} ${times}`, line };
  });
}

function Line({ line, pad }: { line: LineView; pad: string | undefined }) {
  return (
    <>
      <tr className={styles["line"]}>
        <th scope="row">
          {line.label}
          {line.formula !== null && (
            <span className={styles["formula"]}>{formatFormula(line.formula)}</span>
          )}
        </th>
        <td>
          <Value
            text={formatWorksheetAmount(line.amount)}
            exact={line.amount}
            unit={line.unit}
            pad={pad}
          />
        </td>
      </tr>
      {line.inputs.map((input) => (
        <Input key={`${input.label} ${input.source}`} input={input} />
      ))}
    </>
  );
}

function Input({ input }: { input: InputView }) {
  return (
    <tr className={styles["input"]}>
      <th scope="row">
        {input.label}{" "}
        <span className={styles["given"]} title={`${input.value} ${input.unit}`}>
          {formatInput(input.value)} <span className={styles["unit"]}>{input.unit}</span>
        </span>
      </th>
      <td className={styles["source"]} title={formatStamp(input.at)}>
        {input.source}
      </td>
    </tr>
  );
}

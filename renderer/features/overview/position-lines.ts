import type { FigureWithLinesView, LineView } from "#shared/views/figure.ts";
import type { MarginView } from "#shared/views/margin.ts";
import type { PositionView } from "#shared/views/overview.ts";
import { SUMMED_FIGURES, type SummedFigure } from "../../ui/pool-figure.ts";

/** What of a position is asked about. */
export type PositionTopic = SummedFigure | "liquidation" | "fall" | "funding";

export type PositionLines = {
  readonly poolName: string;
  readonly figure: SummedFigure;
  readonly lines: readonly LineView[];
};

/** The lines of an account's figures that one position adds, by pool and figure. */
export function linesOfPosition(margin: MarginView, position: PositionView): PositionLines[] {
  const own = `${position.instrument} ${position.side}`;
  return margin.pools
    .filter((pool) => (position.marginMode === "isolated") === (pool.name === own))
    .flatMap((pool) =>
      SUMMED_FIGURES.flatMap((figure) => {
        const lines = linesNaming(pool[figure], own);
        return lines.length === 0 ? [] : [{ poolName: pool.name, figure, lines }];
      }),
    );
}

function linesNaming(figure: FigureWithLinesView, own: string): LineView[] {
  return figure.lines.filter((line) => line.label.includes(own));
}

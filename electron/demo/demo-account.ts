import { Decimal, sum, ZERO } from "#shared/domain/decimal.ts";
import type { DemoBracket, DemoBodies } from "./demo-bodies.ts";
import type { DemoBook, DemoPosition } from "./demo-book.ts";

// What the venue itself would say of the demo book. Written from Binance's published formulas alone
// and on purpose not from the engine's code, so that their agreement proves something. Sources:
// Binance FAQ b3c689c1f50a44cabb3a84e663b81d93 (liquidation price), 360033162192 (tiers).

/** One position with the venue's figures, in USDT. */
export type DemoFigures = {
  readonly position: DemoPosition;
  readonly mark: Decimal;
  /** Signed. */
  readonly notional: Decimal;
  readonly unrealizedPnl: Decimal;
  readonly positionMargin: Decimal;
  readonly orderMargin: Decimal;
  readonly maintenanceMargin: Decimal;
  /** Zero: none. */
  readonly liquidationPrice: Decimal;
};

export function demoFigures(
  book: DemoBook,
  bodies: DemoBodies,
  marks: ReadonlyMap<string, Decimal>,
): readonly DemoFigures[] {
  const stated = book.positions.map((position) => figuresAt(position, bodies, marks));
  return stated.map((each) => ({
    ...each,
    liquidationPrice: liquidationPrice(each, stated, book, bodies),
  }));
}

type FiguresAtMark = Omit<DemoFigures, "liquidationPrice">;

function figuresAt(
  position: DemoPosition,
  bodies: DemoBodies,
  marks: ReadonlyMap<string, Decimal>,
): FiguresAtMark {
  const mark = required(marks.get(position.symbol));
  const leverage = required(bodies.leverages.get(position.symbol));
  const notional = position.amount.times(mark);
  const bracket = bracketOf(bodies, position.symbol, notional.abs());
  return {
    position,
    mark,
    notional,
    unrealizedPnl: position.amount.times(mark.minus(position.entryPrice)),
    positionMargin: notional.abs().div(leverage),
    orderMargin: orderMargin(position.symbol, bodies, mark, leverage),
    maintenanceMargin: notional.abs().times(bracket.rate).minus(bracket.cumulative),
  };
}

/** Margin of resting orders that would open: value ÷ leverage, plus the loss they would open with. */
function orderMargin(
  symbol: string,
  bodies: DemoBodies,
  mark: Decimal,
  leverage: Decimal,
): Decimal {
  const opening = bodies.orders.filter((order) => order.symbol === symbol && !order.reduceOnly);
  return sum(
    opening.map(({ side, price, quantity }) => {
      const gain = side === "BUY" ? mark.minus(price) : price.minus(mark);
      const loss = gain.isNegative() ? gain.neg() : ZERO;
      return quantity.times(price).div(leverage).plus(quantity.times(loss));
    }),
  );
}

/**
 * The mark at which wallet plus profit equals maintenance margin, all other cross positions as they
 * are: (wallet − others' maintenance + others' profit + cumulative − side·q·entry) ÷ (q·rate − side·q),
 * with the bracket that holds the notional at that very mark.
 */
function liquidationPrice(
  target: FiguresAtMark,
  all: readonly FiguresAtMark[],
  book: DemoBook,
  bodies: DemoBodies,
): Decimal {
  const { symbol, amount, entryPrice, isolatedWallet } = target.position;
  const others = isolatedWallet ? [] : all.filter((each) => isCross(each) && each !== target);
  const stands = sum([
    isolatedWallet ?? book.crossWallet,
    ...others.map((each) => each.unrealizedPnl.minus(each.maintenanceMargin)),
  ]);
  for (const bracket of required(bodies.brackets.get(symbol))) {
    const price = stands
      .plus(bracket.cumulative)
      .minus(amount.times(entryPrice))
      .div(amount.abs().times(bracket.rate).minus(amount));
    const notional = amount.abs().times(price);
    if (notional.gt(bracket.floor) && notional.lte(bracket.cap)) return price;
  }
  return ZERO;
}

export function isCross({ position }: { readonly position: DemoPosition }): boolean {
  return position.isolatedWallet === null;
}

function bracketOf(bodies: DemoBodies, symbol: string, notional: Decimal): DemoBracket {
  const brackets = required(bodies.brackets.get(symbol));
  return required(brackets.findLast((bracket) => notional.gt(bracket.floor)) ?? brackets[0]);
}

/** The demo's own files name every symbol of its own book. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("the demo's bodies do not fit its book");
  return value;
}

/** As the venue prints amounts: eight decimals, the rest cut off. */
export function printed(value: Decimal): string {
  return value.toDecimalPlaces(8, Decimal.ROUND_DOWN).toFixed(8);
}

import { Decimal } from "#shared/domain/decimal.ts";

/** Amounts as words of an alert: short, with unit, rounded towards danger, never `0.00` for what is not zero. */
export function moneyText(amount: Decimal, unit: string): string {
  const size = amount.abs();
  if (!size.isZero() && size.lt("0.01")) return `${amount.isNegative() ? "−" : ""}<0.01 ${unit}`;
  return `${grouped(amount.toFixed(2, Decimal.ROUND_FLOOR))} ${unit}`;
}

/** One place, rounded down: 0.7999 reads 79.9 %, so a figure never names a threshold it has not reached. */
export function ratioText(ratio: Decimal): string {
  return `${ratio.times(100).toFixed(1, Decimal.ROUND_DOWN)} %`;
}

/** Six significant digits, or two places above a thousand. */
export function priceText(price: Decimal): string {
  return grouped(price.abs().gte(1000) ? price.toFixed(2) : price.toSignificantDigits(6).toFixed());
}

/** A signed move with one place: `−17.7 %`. */
export function moveText(move: Decimal): string {
  const percent = move.times(100).toFixed(1);
  return `${percent.startsWith("-") ? `−${percent.slice(1)}` : `+${percent}`} %`;
}

/** Time passed, in its two largest words at most: `42 s`, `3 min`, `2 h 5 min`. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Commas between thousands and a true minus. */
function grouped(plain: string): string {
  const [whole = "", ...fraction] = plain.split(".");
  const withCommas = whole.replace("-", "−").replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return [withCommas, ...fraction].join(".");
}

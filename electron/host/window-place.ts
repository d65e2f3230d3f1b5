import { z } from "zod/mini";

/** Where the window was, in screen pixels of the desktop. */
export type WindowPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
};

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const MIN_WIDTH = 960;
export const MIN_HEIGHT = 600;

/** As much of the title bar as must be on a screen for the window to be grabbed. */
const GRIP = 80;

const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().check(z.gte(MIN_WIDTH), z.lte(20_000)),
  height: z.int().check(z.gte(MIN_HEIGHT), z.lte(20_000)),
  isMaximized: z.boolean(),
});

/** The remembered place; `null` when it can't be read or none of today's screens shows the window there. */
export function parseWindowPlace(text: string, screens: readonly Area[]): WindowPlace | null {
  const parsed = placeSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const place = parsed.data;
  return screens.some((screen) => canBeGrabbed(place, screen)) ? place : null;
}

function canBeGrabbed(place: WindowPlace, screen: Area): boolean {
  const visibleWidth =
    Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
  const isTopVisible = place.y >= screen.y && place.y <= screen.y + screen.height - GRIP;
  return visibleWidth >= GRIP && isTopVisible;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

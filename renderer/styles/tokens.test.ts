// The runner empties every imported style sheet, so this one is read from the disk.
/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, type Oklch } from "./contrast.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const THEMES = ["dark", "light"] as const;
const PAIRS = ["green-red", "red-green", "blue-orange"] as const;
const SURFACES = ["surface-page", "surface-panel", "surface-raised", "surface-hover"];
const TEXTS = [
  "text",
  "text-soft",
  "text-dim",
  "accent",
  "level-safe",
  "level-watch",
  "level-warn",
  "level-act",
  "level-critical",
  "level-unknown",
];

function colorsOf(selector: string): Map<string, Oklch> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map(
    Array.from(found, ([, name, lightness, chroma, hue]) => [
      String(name),
      { lightness: Number(lightness), chroma: Number(chroma), hue: Number(hue) },
    ]),
  );
}

function need(colors: Map<string, Oklch>, name: string): Oklch {
  const color = colors.get(name);
  if (!color) throw new Error(`no token --${name}`);
  return color;
}

it("measures black on white as 21 and equal colors as 1", () => {
  const black = { lightness: 0, chroma: 0, hue: 0 };
  const white = { lightness: 1, chroma: 0, hue: 0 };
  expect(contrast(black, white)).toBeCloseTo(21, 3);
  expect(contrast(white, white)).toBe(1);
});

describe.each(THEMES)("%s theme", (theme) => {
  const colors = colorsOf(`:root[data-theme="${theme}"]`);

  it.each(SURFACES.flatMap((surface) => TEXTS.map((text) => [text, surface] as const)))(
    "%s is readable on %s (AA, 4.5)",
    (text, surface) => {
      expect(contrast(need(colors, text), need(colors, surface))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("keeps text readable on the accent and on the selection", () => {
    expect(contrast(need(colors, "on-accent"), need(colors, "accent"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(need(colors, "text"), need(colors, "selection"))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PAIRS)("profit and loss of %s are readable on every surface", (pair) => {
    const own = colorsOf(`:root[data-theme="${theme}"][data-profit="${pair}"]`);
    for (const surface of SURFACES)
      for (const text of ["profit", "loss"])
        expect(contrast(need(own, text), need(colors, surface))).toBeGreaterThanOrEqual(4.5);
  });

  it("draws focus and strong lines at 3 to 1 or more against the page", () => {
    expect(contrast(need(colors, "accent"), need(colors, "surface-page"))).toBeGreaterThanOrEqual(
      3,
    );
  });
});

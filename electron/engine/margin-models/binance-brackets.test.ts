import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod/mini";
import { decimal } from "#shared/domain/decimal.ts";
import type { MarginTier } from "#shared/domain/snapshot.ts";
import { resolveTiers } from "../margin-tiers.ts";

/** Kept beside the project, not in it: every USD-M bracket of 2024-10-24. */
const BRACKETS = new URL(
  "../../../../shared/data/recorded/tiers-binanceusdm.json",
  import.meta.url,
);

const row = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]);
const file = z.object({ tiers: z.record(z.string(), z.array(row)) });

function tierOf([floor, cap, rate, deduction, maxLeverage]: z.output<typeof row>): MarginTier {
  return {
    floor: decimal(floor),
    cap: decimal(cap),
    maintenanceRate: decimal(rate),
    initialRate: null,
    deduction: decimal(deduction),
    maxLeverage: decimal(maxLeverage),
  };
}

describe.skipIf(!existsSync(BRACKETS))("binance-cum-349-symbols", () => {
  it("the recursion gives every deduction the venue states", () => {
    const { tiers } = file.parse(JSON.parse(readFileSync(BRACKETS, "utf8")));
    const tables = Object.entries(tiers).map(([symbol, rows]) => {
      return { symbol, size: rows.length, found: resolveTiers(rows.map(tierOf))!.contradiction };
    });
    expect(tables.filter(({ found }) => found !== null)).toEqual([]);
    expect(tables).toHaveLength(349);
    expect(tables.reduce((total, { size }) => total + size, 0)).toBe(2805);
  });
});

import type { Database } from "better-sqlite3";
import type { CollateralTier, MarginTier } from "#shared/domain/snapshot.ts";
import {
  damaged,
  fromCollateralTierTable,
  fromMarginTierTable,
  type TierTable,
  toCollateralTierTable,
  toMarginTierTable,
} from "./codec.ts";

/**
 * Tier tables, stored once however many snapshots name them: a venue's table rarely changes and is
 * larger than the position it belongs to. Rows refer to a table by the hash of its content.
 */
export type TierTables = {
  readonly saveMargin: (tiers: readonly MarginTier[] | null) => string | null;
  readonly findMargin: (hash: string | null) => readonly MarginTier[] | null;
  readonly saveCollateral: (tiers: readonly CollateralTier[] | null) => string | null;
  readonly findCollateral: (hash: string | null) => readonly CollateralTier[] | null;
};

export function createTierTables(db: Database): TierTables {
  const insert = db.prepare<[TierTable]>(
    "INSERT INTO tier_table (hash, content) VALUES (@hash, @content) ON CONFLICT DO NOTHING",
  );
  const select = db.prepare<[string], { content: string }>(
    "SELECT content FROM tier_table WHERE hash = ?",
  );

  const saveWith = <Tiers extends object>(print: (tiers: Tiers) => TierTable) => {
    // A venue's tables are read once and named by every snapshot until they are read again.
    const printed = new WeakMap<Tiers, TierTable>();
    return (tiers: Tiers | null): string | null => {
      if (tiers === null) return null;
      const table = printed.get(tiers) ?? print(tiers);
      printed.set(tiers, table);
      insert.run(table);
      return table.hash;
    };
  };
  const findWith = <Tiers>(parse: (content: string) => Tiers) => {
    const parsed = new Map<string, Tiers>();
    return (hash: string | null): Tiers | null => {
      if (hash === null) return null;
      const known = parsed.get(hash);
      if (known !== undefined) return known;
      const row = select.get(hash);
      if (row === undefined) throw damaged("a tier table");
      const tiers = parse(row.content);
      parsed.set(hash, tiers);
      return tiers;
    };
  };

  return {
    saveMargin: saveWith(toMarginTierTable),
    findMargin: findWith(fromMarginTierTable),
    saveCollateral: saveWith(toCollateralTierTable),
    findCollateral: findWith(fromCollateralTierTable),
  };
}

import type { MarginModelId } from "#shared/domain/margin-model.ts";
import type { MarginMode } from "#shared/domain/snapshot.ts";
import { VenueError } from "../../exchange-client.ts";
import type { AccountInfo, PositionRow } from "./answers.ts";
import { heldRows } from "./normalize-positions.ts";

// https://bybit-exchange.github.io/docs/v5/enum (unifiedMarginStatus, marginMode), read 2026-11-23.
const CLASSIC = 1;
/** Unified 1.0 accounts keep inverse contracts in a wallet of their own. */
const UNIFIED_1 = new Set([3, 4]);

const MODES: ReadonlyMap<string, MarginMode> = new Map([
  ["REGULAR_MARGIN", "cross"],
  ["ISOLATED_MARGIN", "isolated"],
]);

/** How positions of the account stand. Throws `unsupported` for an account of another rule. */
export function marginModeOf(
  info: AccountInfo,
  positions: readonly PositionRow[],
  model: MarginModelId,
): MarginMode {
  if (model !== "bybit-unified")
    throw unsupported("The account is a unified account; choose that margin model for it.");
  if (info.unifiedMarginStatus === CLASSIC)
    throw unsupported("The account is a classic account, whose rule Keel does not compute.");
  const hasInverse = heldRows(positions).some(({ category }) => category === "inverse");
  if (hasInverse && UNIFIED_1.has(info.unifiedMarginStatus))
    throw unsupported(
      "The account is a unified account 1.0 with inverse positions, which stand in a wallet of their own until Bybit upgrades it.",
    );
  const mode = MODES.get(info.marginMode);
  if (mode) return mode;
  throw unsupported(
    info.marginMode === "PORTFOLIO_MARGIN"
      ? "The account is in portfolio margin mode: recognized, not modeled yet. No figure is shown rather than a wrong one."
      : "The account is in a margin mode that Keel does not know.",
  );
}

function unsupported(message: string): VenueError {
  return new VenueError("unsupported", message);
}

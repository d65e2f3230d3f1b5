import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { VenueError } from "../../exchange-client.ts";

/**
 * Classic: each futures wallet stands alone. Single-currency: the same for USDT inside a unified
 * account. Multi-currency: every coin stands behind all positions.
 */
const MODES = ["classic", "single_currency", "multi_currency"] as const;
export type GateMode = (typeof MODES)[number];

/** Throws `unsupported` for an account of another rule. */
export function gateModeOf(told: string, model: MarginModelId): GateMode {
  if (model !== "gate-unified")
    throw unsupported("The account is a Gate account; choose that margin model for it.");
  const mode = MODES.find((each) => each === told);
  if (mode) return mode;
  throw unsupported(
    told === "portfolio"
      ? "The account is in portfolio margin mode: recognized, not modeled yet. No figure is shown rather than a wrong one."
      : "The account is in a margin mode that Keel does not know.",
  );
}

function unsupported(message: string): VenueError {
  return new VenueError("unsupported", message);
}

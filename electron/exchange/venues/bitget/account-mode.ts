import type { Gap } from "#shared/domain/gap.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { VenueError } from "../../exchange-client.ts";
import { readOptional } from "../../optional-answer.ts";
import { parseAnswer } from "../../parse-answer.ts";
import { type BitgetAnswers, settingsAnswer } from "./answers.ts";

export type AccountMode = {
  /** Every coin stands behind every position, at a rate. */
  readonly isMultiAsset: boolean;
  /** `null` unknown. */
  readonly hedge: boolean | null;
};

/**
 * Throws `unsupported` when the account is not a unified one. While the mode can't be read each coin
 * is taken to stand behind its own contracts alone, which counts less collateral, and a gap says so.
 */
export function readMode(
  { settings, positions }: Pick<BitgetAnswers, "settings" | "positions">,
  model: MarginModelId,
  gaps: Gap[],
): AccountMode {
  if (model !== "bitget-cross")
    throw new VenueError("unsupported", `Bitget has no accounts by the rule ${model}.`);
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's settings" };
  const told = readOptional(
    settings,
    subject,
    failures,
    (raw) => parseAnswer(settingsAnswer, raw, "account/settings").data,
  );
  if (told?.accountMode && told.accountMode !== "unified") throw otherAccount(told.accountMode);
  const assetMode = told?.assetMode ?? null;
  if (assetMode === null) gaps.push(modeUnread(failures[0]?.message));
  else gaps.push(...failures);
  const holdMode = told?.holdMode ?? positions[0]?.holdMode ?? null;
  return {
    // "union" is version 2's word.
    isMultiAsset: assetMode === "multi_assets" || assetMode === "union",
    hedge: holdMode === null ? null : holdMode === "hedge_mode",
  };
}

function otherAccount(mode: string): VenueError {
  const message = `The account is in Bitget's mode "${mode}"; Keel reads unified trading accounts only.`;
  return new VenueError("unsupported", message);
}

function modeUnread(why = "The venue did not say which coins stand behind its positions."): Gap {
  const message = `${why} Each coin is taken to stand behind its own contracts alone.`;
  return { code: "mode_unread", path: "marginModel", message };
}

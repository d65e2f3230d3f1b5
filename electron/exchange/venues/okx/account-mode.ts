import type { Gap } from "#shared/domain/gap.ts";
import type { MarginModelId } from "#shared/domain/margin-model.ts";
import { VenueError } from "../../exchange-client.ts";
import { readOptional } from "../../optional-answer.ts";
import { badAnswer, parseAnswer } from "../../parse-answer.ts";
import { configAnswer, type OkxAnswers } from "./answers.ts";

const NAMES: ReadonlyMap<string, string> = new Map([
  ["1", "spot mode"],
  ["2", "futures mode"],
  ["3", "multi-currency margin mode"],
  ["4", "portfolio margin mode"],
]);
const LEVELS: Readonly<Partial<Record<MarginModelId, string>>> = {
  "okx-single": "2",
  "okx-multi": "3",
};

/**
 * Whether the account is in hedge mode, `null` unknown. Throws `unsupported` when it is not in the
 * mode whose rule Keel was told to compute; while the mode can't be read a gap says so.
 */
export function readMode(
  { config, account, positions }: Pick<OkxAnswers, "config" | "account" | "positions">,
  model: MarginModelId,
  gaps: Gap[],
): boolean | null {
  const expected = LEVELS[model];
  if (!expected) throw new VenueError("unsupported", `OKX has no accounts by the rule ${model}.`);
  const failures: Gap[] = [];
  const subject = { path: "marginModel", what: "The account's settings" };
  const told = readOptional(config, subject, failures, (raw) => {
    const [row] = parseAnswer(configAnswer, raw, "account/config").data;
    if (!row) throw badAnswer("account/config", "its list");
    return row;
  });
  if (told) {
    if (told.acctLv !== expected) throw otherMode(told.acctLv, expected);
    gaps.push(...failures);
    return told.posMode === "long_short_mode";
  }
  const why = failures[0]?.message ?? "";
  gaps.push({
    code: "mode_unread",
    path: "marginModel",
    message: `${why} It is taken to be in ${nameOf(expected)}.`,
  });
  if ((account.adjEq === null) === (model === "okx-multi")) gaps.push(doubt(expected));
  const [row] = positions;
  return row ? row.posSide !== "net" : null;
}

function nameOf(level: string): string {
  return NAMES.get(level) ?? "a mode that Keel does not know";
}

function otherMode(found: string, expected: string): VenueError {
  const message =
    found === "4"
      ? "The account is in portfolio margin mode, which Keel recognizes and does not model yet. No figure is shown rather than a wrong one."
      : `The account is in ${nameOf(found)}, and Keel was told ${nameOf(expected)}. ${found === "1" ? "Spot mode holds no contracts." : "Add it again with its own mode."}`;
  return new VenueError("unsupported", message);
}

/** Adjusted equity is stated in every mode but futures. */
function doubt(expected: string): Gap {
  const message = `The balance does not look like ${nameOf(expected)}, and the mode could not be read.`;
  return { code: "contradiction", path: "reported", message };
}

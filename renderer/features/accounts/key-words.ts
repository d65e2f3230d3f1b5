import { type KeyPower, powersInWords } from "#shared/domain/key-rights.ts";
import type { AccountView } from "#shared/views/accounts.ts";

/** What may be done with what Keel holds of an account: a word for the table and sentences behind it. */
export type KeyWords = {
  readonly word: string;
  /** Whether the word is one to look at. */
  readonly isConcern: boolean;
  readonly sentences: readonly string[];
};

type KeyedAccount = Pick<AccountView, "isDemo" | "isBook" | "keyRights" | "walletAddress">;

export function keyWords({ isDemo, isBook, keyRights, walletAddress }: KeyedAccount): KeyWords {
  if (isDemo) return calm("none", "The demo needs no key.");
  if (isBook) return calm("none", "A book, kept by you: no venue is asked for it.");
  if (walletAddress !== null)
    return calm("address", `Read by its public address ${walletAddress}. There is no key.`);
  if (keyRights === null)
    return concern(
      "not known",
      "What this key may do was never read. Add the account again to have it read.",
    );
  if (!keyRights.isKnown) return concern("not known", keyRights.reason, CHECK);
  const { powers } = keyRights;
  if (powers.length === 0) return calm("view-only", "The venue says this key can only read.");
  return concern(wordOf(powers), `This key can ${powersInWords(powers)}.`, REPLACE);
}

const CHECK = "Look at the venue that it can only read.";
const REPLACE = "Replace it by a view-only key: remove the account and add it again.";

/** The worst of the powers. */
function wordOf(powers: readonly KeyPower[]): string {
  if (powers.includes("withdraw")) return "can withdraw";
  if (powers.includes("trade")) return "can trade";
  return powers.includes("transfer") ? "can transfer" : "can change settings";
}

function calm(word: string, sentence: string): KeyWords {
  return { word, isConcern: false, sentences: [sentence] };
}

function concern(word: string, ...sentences: readonly string[]): KeyWords {
  return { word, isConcern: true, sentences };
}

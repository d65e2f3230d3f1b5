import { type KeyPower, powersInWords } from "#shared/domain/key-rights.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { formatAge } from "../../format/time.ts";

/** What may be done with what Keel holds of an account: a word for the table and sentences behind it. */
export type KeyWords = {
  readonly word: string;
  /** `power`: it can do more than read. `doubt`: it is not known what it can do. */
  readonly concern: "power" | "doubt" | null;
  readonly sentences: readonly string[];
};

type KeyedAccount = Pick<AccountView, "isDemo" | "isBook" | "keyRights" | "walletAddress">;

export function keyWords({ isDemo, isBook, keyRights, walletAddress }: KeyedAccount): KeyWords {
  if (isDemo) return calm("none", "The demo needs no key.");
  if (isBook) return calm("none", "A book, kept by you: no venue is asked for it.");
  if (walletAddress !== null)
    return calm("address", `Read by its public address ${walletAddress}. There is no key.`);
  if (keyRights === null) return doubt("What this key may do was never read.");
  if (!keyRights.isKnown) return doubt(keyRights.reason, CHECK);
  const { powers } = keyRights;
  if (powers.length === 0) return calm("view-only", "The venue says this key can only read.");
  const sentences = [`This key can ${powersInWords(powers)}.`, REPLACE];
  return { word: wordOf(powers), concern: "power", sentences };
}

type RatedAccount = Pick<AccountView, "gainedPowers" | "keyRights" | "keyRightsReadAt">;

/** What to do about a key that can do more than was known when its account was added. */
export function gainedSentence({ gainedPowers }: Pick<RatedAccount, "gainedPowers">): string[] {
  if (gainedPowers.length === 0) return [];
  return [
    `It can ${powersInWords(gainedPowers)}, which was not so, or not known, when the account was added. If that was not you, delete the key at the venue now.`,
  ];
}

/** How long ago the venue was asked what the key may do. */
export function keyAgeSentence(account: Omit<RatedAccount, "gainedPowers">, now: number): string[] {
  const { keyRights, keyRightsReadAt } = account;
  if (keyRights?.isKnown !== true || keyRightsReadAt === null) return [];
  return [`Asked ${formatAge(now - keyRightsReadAt)} ago; Keel asks again every day.`];
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
  return { word, concern: null, sentences: [sentence] };
}

function doubt(...sentences: readonly string[]): KeyWords {
  return { word: "not known", concern: "doubt", sentences };
}

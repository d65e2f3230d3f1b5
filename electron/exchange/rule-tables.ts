import { createHash } from "node:crypto";
import type { RuleTable } from "./exchange-client.ts";

/** Enough digits to tell two tables apart. */
const HASH_DIGITS = 8;

export type RuleTables = {
  /** Notes that a table was read, now unless told: one of several under the same name where `part` tells which. */
  readonly keep: (name: string, answer: unknown, part?: string, readAt?: number) => void;
  /** By name; of several under one name the oldest time. */
  readonly list: () => readonly RuleTable[];
};

type Part = { readonly readAt: number; readonly hash: string };

/** What is known of the tables of rules that a connection keeps between readings. */
export function createRuleTables(now: () => number): RuleTables {
  const kept = new Map<string, Map<string, Part>>();
  return {
    keep: (name, answer, part = "", readAt = now()) => {
      const parts = kept.get(name) ?? new Map<string, Part>();
      parts.set(part, { readAt, hash: hashOf(JSON.stringify(answer) ?? "") });
      kept.set(name, parts);
    },
    list: () =>
      [...kept].map(([name, parts]) => {
        const tables = [...parts.values()];
        const [only] = tables;
        return {
          name,
          readAt: Math.min(...tables.map(({ readAt }) => readAt)),
          hash:
            tables.length === 1 && only
              ? only.hash
              : hashOf(
                  tables
                    .map(({ hash }) => hash)
                    .toSorted()
                    .join(),
                ),
        };
      }),
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_DIGITS);
}

/** `fapiPrivateGetLeverageBracket` as a trader reads it: `leverage bracket`. */
export function tableName(endpoint: string): string {
  const asked = endpoint.replace(/^.*?(?:Get|Post|fetch)(?=[A-Z])/, "");
  const words = asked.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").split(" ");
  return words
    .filter((word) => !/^V\d+$/i.test(word))
    .join(" ")
    .toLowerCase();
}

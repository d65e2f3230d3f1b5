import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

/*
 * Published examples are kept beside the project, not in it. Where they are there, each of these
 * venues' ids must stand in a test: reproduced, or listed as not.
 */
const EXAMPLES = new URL("../../../shared/data/worked-examples.json", import.meta.url);
const VENUES = /^(okx|freqtrade-okx|deribit|hl)-/;

function testsText(): string {
  const folder = new URL("margin-models/", import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  return tests.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
}

function idsOf(text: string): string[] {
  return [...text.matchAll(/"id":\s*"([^"]+)"/g)].map((match) => match[1]!);
}

describe.skipIf(!existsSync(EXAMPLES))("published examples of OKX, Deribit and Hyperliquid", () => {
  it("are all named in a test", () => {
    const ids = idsOf(readFileSync(EXAMPLES, "utf8")).filter((id) => VENUES.test(id));
    const text = testsText();
    expect(ids.length).toBeGreaterThan(40);
    expect(ids.filter((id) => !text.includes(id))).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/*
 * Published examples are kept beside the project, not in it. Where they are there, each id must
 * stand in a test, reproduced or listed as not, or on the margin page among those of no model here.
 */
const EXAMPLES = new URL("../../../shared/data/worked-examples.json", import.meta.url);
const PAGE = new URL("../../docs/margin/README.md", import.meta.url);

function testsText(): string {
  const folders = [new URL("./", import.meta.url), new URL("margin-models/", import.meta.url)];
  return folders
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".test.ts"))
        .map((name) => readFileSync(new URL(name, folder), "utf8")),
    )
    .join("\n");
}

function idsOf(text: string): string[] {
  return [...text.matchAll(/"id":\s*"([^"]+)"/g)].map((match) => match[1]!);
}

describe.skipIf(!existsSync(EXAMPLES))("published examples", () => {
  it("are all named in a test or on the margin page", () => {
    const ids = idsOf(readFileSync(EXAMPLES, "utf8"));
    const text = `${testsText()}\n${readFileSync(PAGE, "utf8")}`;
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => !text.includes(id))).toEqual([]);
  });
});

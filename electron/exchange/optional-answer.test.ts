import { expect, it } from "vitest";
import { VenueError } from "./exchange-client.ts";
import { keepLast, type OptionalAnswer } from "./optional-answer.ts";

it("keeps what was told last beside a failure, and nothing before the first answer", async () => {
  const failure = new VenueError("venue_unavailable", "down");
  const failed: OptionalAnswer = { answer: null, failure };
  const told = (answer: string): OptionalAnswer => ({ answer, failure: null });
  const row = [failed, told("one"), failed, told("two"), failed, failed];
  const ask = keepLast(() => Promise.resolve(row.shift() ?? failed));
  const seen: unknown[] = [];
  while (row.length > 0) seen.push(await ask());
  expect(seen).toEqual([
    failed,
    told("one"),
    { answer: "one", failure },
    told("two"),
    { answer: "two", failure },
    { answer: "two", failure },
  ]);
});

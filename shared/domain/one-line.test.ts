import { expect, it } from "vitest";
import { oneLine } from "./one-line.ts";

it.each([
  ["Öl, ₿ & हिन्दी – 1 €", "Öl, ₿ & हिन्दी – 1 €"],
  ["\u001B[2J\u001B]52;c;x\u0007", "?[2J?]52;c;x?"],
  ["a\nb\rc\td\u2028e", "a?b?c?d?e"],
  ["\u009B31m", "?31m"],
  ["\u202Eeslaf", "?eslaf"],
])("%j is written as %j", (text, line) => expect(oneLine(text)).toBe(line));

import { expect, it } from "vitest";
import { powersInWords } from "./key-rights.ts";

it.each([
  [[], "only read"],
  [["trade"], "place orders"],
  [["withdraw", "trade"], "place orders and withdraw funds"],
  [
    ["manage", "withdraw", "transfer"],
    "move funds between accounts, withdraw funds and change the account's settings",
  ],
] as const)("%j: can %s", (powers, words) => expect(powersInWords(powers)).toBe(words));

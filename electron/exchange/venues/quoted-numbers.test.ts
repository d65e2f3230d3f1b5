import { expect, it } from "vitest";
import { composedFiles, loadComposed, readComposed } from "../testing/composed-account.ts";
import { plainSnapshot } from "../testing/plain-snapshot.ts";
import { withQuotedNumbers } from "../testing/quoted-numbers.ts";
import { binanceCoinm } from "./binancecoinm.ts";
import { binancePortfolio } from "./binanceportfolio.ts";
import { bitget } from "./bitget.ts";
import { bybit } from "./bybit.ts";
import { gate } from "./gate.ts";
import { krakenFutures } from "./krakenfutures.ts";
import { kucoinFutures } from "./kucoinfutures.ts";
import { okx } from "./okx.ts";

const VENUES = [
  ["binancecoinm", binanceCoinm],
  ["binanceportfolio", binancePortfolio],
  ["bitget", bitget],
  ["bybit", bybit],
  ["gate", gate],
  ["krakenfutures", krakenFutures],
  ["kucoinfutures", kucoinFutures],
  ["okx", okx],
] as const;

// The others have their own recordings and check the same beside them.
it.each(VENUES)("%s says the same by numbers and by text", async (name, venue) => {
  for (const file of composedFiles(name)) {
    const account = loadComposed(name, file);
    const snapshot = await readComposed(venue, withQuotedNumbers(account));
    expect(plainSnapshot(snapshot)).toEqual(account.expected);
  }
});

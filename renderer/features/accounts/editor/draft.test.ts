import { describe, expect, it } from "vitest";
import { type Draft, emptyDraft } from "./draft.ts";
import { toDraft } from "./draft-from-document.ts";
import { toDocumentText } from "./draft-to-document.ts";
import { placeFaults, shownFaults } from "./faults.ts";
import { addRow, fillCell, type Row, without } from "./rows.ts";
import { POSITIONS, PRICES, TIERS } from "./columns.ts";

const NOW = Date.UTC(2026, 10, 23);
const document = (draft: Draft): unknown => JSON.parse(toDocumentText(draft, NOW));

function filled(row: Row, cells: Readonly<Record<string, string>>): Row {
  return Object.entries(cells).reduce((next, [field, text]) => fillCell(next, field, text), row);
}

/** As `books.get` gives it, with everything the editor does and does not show. */
const STORED = {
  format: "keel.portfolio",
  version: 1,
  asOf: "2026-11-22T00:00:00Z",
  valuationCurrency: "USD",
  prices: { BTC: "30000", USDT: "1" },
  accounts: [
    {
      id: "main",
      label: "Ledger",
      readAt: "2026-11-22T00:00:00Z",
      venue: "bybit",
      marginModel: "bybit-unified",
      takerFeeRate: "0.0004",
      hedgeMode: true,
      balances: [
        { asset: "USDT", walletBalance: "600", collateralWeight: "1" },
        { asset: "BTC", walletBalance: "1", collateralTiers: [{ upTo: null, weight: "0.9" }] },
      ],
      positions: [
        {
          instrument: "BTC/USDT:USDT",
          kind: "linear",
          base: "BTC",
          quote: "USDT",
          settle: "USDT",
          side: "short",
          marginMode: "cross",
          quantity: "2",
          contractSize: "1",
          entryPrice: "31000",
          markPrice: "30000",
          leverage: "10",
          fundingRate: "0.0001",
          marginTiers: [{ floor: "0", cap: null, maintenanceRate: "0.01" }],
        },
        {
          instrument: "BTC/USD:BTC-261225-30000-C",
          kind: "option",
          base: "BTC",
          quote: "USD",
          settle: "BTC",
          side: "long",
          marginMode: "cross",
          quantity: "1",
          contractSize: "1",
          marginTiers: [
            { floor: "0", cap: "5", maintenanceRate: "0.01", deduction: "0" },
            { floor: "5", cap: null, maintenanceRate: "0.02", maxLeverage: "50" },
          ],
          option: {
            type: "call",
            settlement: "inverse",
            expiry: "2026-12-25T08:00:00Z",
            strike: "30000",
          },
        },
      ],
      openOrders: [
        {
          instrument: "BTC/USDT:USDT",
          side: "buy",
          quantity: "1",
          price: "29000",
          reduceOnly: true,
        },
      ],
      gaps: [{ code: "source_failed", path: "openOrders", message: "Not all were read." }],
    },
  ],
};

describe("a draft of a stored book", () => {
  it("comes back whole, with a later time", () => {
    const account = without(STORED.accounts[0]!, "readAt");
    expect(document(toDraft(JSON.stringify(STORED)))).toEqual({
      ...STORED,
      asOf: "2026-11-23T00:00:00.000Z",
      accounts: [account],
    });
  });

  it("keeps a table of one tier that says more than a rate", () => {
    const tiers = [{ floor: "50000", cap: null, maintenanceRate: "0.01" }];
    const [account] = STORED.accounts;
    const positions = account!.positions.map((each) => ({ ...each, marginTiers: tiers }));
    const text = JSON.stringify({ ...STORED, accounts: [{ ...account, positions }] });
    expect(document(toDraft(text))).toMatchObject({ accounts: [{ positions }] });
  });

  it("leaves out what a venue had reported of other figures", () => {
    const [account] = STORED.accounts;
    const reported = { equity: "600" };
    const positions = account!.positions.map((each) => ({ ...each, reported }));
    const text = JSON.stringify({ ...STORED, accounts: [{ ...account, positions, reported }] });
    expect(toDocumentText(toDraft(text), NOW)).not.toContain("reported");
  });
});

describe("an empty draft", () => {
  it("is a document of one account with nothing in it", () => {
    expect(document(emptyDraft("new"))).toMatchObject({
      asOf: "2026-11-23T00:00:00.000Z",
      prices: {},
      accounts: [{ id: "new", balances: [], positions: [] }],
    });
  });
});

describe("faults", () => {
  const rows = addRow(addRow(addRow([], POSITIONS), POSITIONS), POSITIONS);
  const second = filled(rows[1]!, { instrument: "X", markPrice: "x" });
  const draft = {
    ...emptyDraft("new"),
    label: "Mine",
    rows: { ...emptyDraft("new").rows, positions: [rows[0]!, second, rows[2]!] },
  };
  const at = (path: string, given: Draft = draft) => [
    ...placeFaults(given, [{ path, reason: "is wrong" }]).at.keys(),
  ];

  it("come back to the cell they were typed in, past blank rows", () => {
    expect(at("accounts[0].positions[0].markPrice")).toEqual(["positions.1.markPrice"]);
    expect(at("accounts[0].positions[0].option")).toEqual(["positions.1.option.type"]);
    expect(at("accounts[0].label")).toEqual(["label"]);
    expect(at("asOf")).toEqual(["asOf"]);
  });

  it("of a tier belong to the one rate, or to the table where there is one", () => {
    const path = "accounts[0].positions[0].marginTiers[0].maintenanceRate";
    expect(at(path)).toEqual(["positions.1.maintenanceRate"]);
    const tiers = addRow([], TIERS);
    const positions = [rows[0]!, { ...second, tiers }, rows[2]!];
    expect(at(path, { ...draft, rows: { ...draft.rows, positions } })).toEqual([
      "positions.1.tiers.0.maintenanceRate",
    ]);
  });

  it("of what no cell shows are told all the same", () => {
    for (const path of ["accounts[0].positions[0].fundingRate", "accounts[0].gaps[0].code", "x"])
      expect(placeFaults(draft, [{ path, reason: "is wrong" }]).elsewhere).toEqual([
        { path, reason: "is wrong" },
      ]);
  });

  it("find a price by its coin, and a coin that is priced twice", () => {
    const prices = ["BTC", "ETH", "BTC"].map((asset, id) =>
      filled(addRow([], PRICES)[0]!, { asset, price: `${id}` }),
    );
    const priced = { ...draft, rows: { ...draft.rows, prices } };
    expect(at("prices.ETH", priced)).toEqual(["prices.1.price", "prices.2.asset"]);
    expect(placeFaults(priced, []).at.get("prices.2.asset")).toBe("repeats BTC");
  });

  it("ask for a name and for something in the book", () => {
    expect([...placeFaults(emptyDraft("new"), []).at.keys()]).toEqual([
      "label",
      "balances.0.asset",
    ]);
    expect(placeFaults(draft, []).at.size).toBe(0);
  });

  it("of an empty cell are shown once one wants to save, of a filled one at once", () => {
    const faults = placeFaults({ ...draft, label: "" }, [
      { path: "accounts[0].positions[0].quantity", reason: "is missing" },
      { path: "accounts[0].positions[0].markPrice", reason: "is not a number" },
    ]);
    const unnamed = { ...draft, label: "" };
    expect([...shownFaults(unnamed, faults, false).keys()]).toEqual(["positions.1.markPrice"]);
    expect(shownFaults(unnamed, faults, true).size).toBe(3);
  });
});

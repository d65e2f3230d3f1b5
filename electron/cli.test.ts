import { spawnSync } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSnapshotStore } from "./store/snapshot-store.ts";
import { buildSnapshot } from "./store/testing/build-snapshot.ts";
import { makeDataDir, openTestDatabase } from "./store/testing/open-test-database.ts";

const CLI = join(import.meta.dirname, "cli.ts");
const TEMPLATE = join(import.meta.dirname, "../resources/portfolio-template.csv");

function keel(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function document(leverage?: string): string {
  const tier = { floor: "0", cap: null, maintenanceRate: "0.01" };
  const position = {
    ...{ instrument: "BTC/USDT:USDT", kind: "linear", base: "BTC", quote: "USDT", settle: "USDT" },
    ...{ side: "long", quantity: "2", contractSize: "1", entryPrice: "100", markPrice: "110" },
    ...{ marginMode: "cross", marginTiers: [tier], ...(leverage && { leverage }) },
  };
  const balances = [{ asset: "USDT", walletBalance: "50" }];
  const account = {
    id: "a",
    venue: "binance",
    marginModel: "binance-usdm",
    balances,
    positions: [position],
  };
  const common = { format: "keel.portfolio", version: 1, asOf: "2026-11-22T00:00:00Z" };
  return JSON.stringify({
    ...common,
    valuationCurrency: "USD",
    prices: { USDT: "1" },
    accounts: [account],
  });
}

describe("keel evaluate", () => {
  it("prints the assessment and ends with 0 when nothing is missing", () => {
    const { status, stdout } = keel(["evaluate", "-", "--json"], document("10"));
    const { asOf, accounts } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(asOf).toBe("2026-11-22T00:00:00Z");
    // 50 + 2 × 10 against 220 × 1 %; dies where 50 + 2 (p − 100) = 0.02 p.
    expect(accounts[0]).toMatchObject({
      collateralValue: "70",
      maintenanceMargin: "2.2",
      initialMargin: "22",
      freeCollateral: "48",
      marginBuffer: "67.8",
    });
    expect(accounts[0].positions[0].liquidationPrice).toMatch(/^75\.7575757575/);
  });

  it("prints what it can and ends with 1 when an input is missing", () => {
    const { status, stdout } = keel(["evaluate", "-", "--json"], document());
    const { accounts } = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(accounts[0]).toMatchObject({ initialMargin: null, maintenanceMargin: "2.2" });
    expect(accounts[0].gaps).toMatchObject([
      { code: "leverage_missing", path: "accounts[0].positions[0].leverage" },
    ]);
  });

  it("takes a CSV book from a file and from standard input", () => {
    const fromFile = keel(["evaluate", TEMPLATE, "--json"]);
    expect(fromFile.status).toBe(0);
    expect(JSON.parse(fromFile.stdout).accounts[0].collateralValue).toBe("25442.222525");
    expect(keel(["evaluate", "-", "--json"], readFileSync(TEMPLATE, "utf8"))).toEqual(fromFile);
  });

  it("prints a table for people", () => {
    const { stdout } = keel(["evaluate", "-"], document("10"));
    expect(stdout).toMatch(/BTC\/USDT:USDT +long +220\.00 +20\.00 +2\.20 +75\.757576 +-31\.13 %/);
  });

  it("sends no control characters of a book to the terminal", () => {
    const book = JSON.parse(document());
    const hostile = "a\u001B[2J\u009B31m\nall accounts";
    Object.assign(book.accounts[0], { id: hostile, label: hostile });
    Object.assign(book.accounts[0].positions[0], { instrument: hostile, base: hostile });
    for (const more of [["--explain"], ["--json"]]) {
      const { stdout } = keel(["evaluate", "-", ...more], JSON.stringify(book));
      expect(stdout).toContain("[2J");
      expect(stdout).not.toMatch(/[\0-\u0009\u000B-\u001F\u007F-\u009F]/u);
    }
    const { stdout } = keel(["evaluate", "-", "--json"], JSON.stringify(book));
    expect(JSON.parse(stdout).accounts[0].id).toBe(hostile);
  });

  it("opens every total into lines that add up to it", () => {
    const { stdout } = keel(["evaluate", "-", "--json", "--explain"], document("10"));
    const { equity, pools } = JSON.parse(stdout).accounts[0].explain;
    expect(equity).toMatchObject({ value: "70", lines: [{ label: "USDT", amount: "70" }] });
    expect(pools[0].collateralValue.lines).toMatchObject([
      { label: "Wallet balance USDT", amount: "50", formula: null },
      { label: "Unrealized profit BTC/USDT:USDT long", amount: "20", formula: "2 × (110 − 100)" },
    ]);
    expect(pools[0].collateralValue.lines[1].inputs[0].path).toBe(
      "accounts[0].positions[0].markPrice",
    );
    expect(keel(["evaluate", "-", "--explain"], document("10")).stdout).toContain(
      "2.2 USDT  BTC/USDT:USDT long   = 220 × 0.01 − 0",
    );
  });

  it.each([
    [["evaluate", "-"], "{}", /^format: must be keel\.portfolio\n$/],
    [["evaluate", "-"], "a,b\n1,2\n", /^line 1: has no column named row, nor is this JSON\n$/],
    [
      ["evaluate", "-"],
      "row,asOf,valuationCurrency\nportfolio,today,USD\n",
      /^line 2, column asOf: is not an ISO 8601 time in UTC\n$/,
    ],
    [["export", "--format", "xlsx"], "", /^export: --format takes json or csv\n$/],
    [["evaluate", "/nowhere.json"], "", /^\/nowhere\.json: can't be read \(.*\)\n$/],
    [["evaluate"], "", /^evaluate: takes one file\n$/],
    [["evaluate", "-", "--what"], "", /^evaluate: Unknown option '--what'.*\n$/],
    [["fly"], "", /^fly: is not a command.*\n$/],
    [["constructor"], "", /^constructor: is not a command.*\n$/],
  ])("ends %j with 2 and one line on standard error", (args, input, line) => {
    const { status, stdout, stderr } = keel(args, input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(line);
  });
});

it.skipIf(process.platform === "win32").each([
  ["a file", ["/dev/zero"], "ignore"],
  ["standard input", ["-"], openSync("/dev/zero", "r")],
] as const)("reads no more of %s than a book may have", (_, args, stdin) => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, "evaluate", ...args], {
    stdio: [stdin, "pipe", "pipe"],
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: `${args[0]}: is larger than 32 MB\n` });
});

describe("keel export", () => {
  it("writes the stored book in either form, and both are assessed the same", () => {
    const dataDir = makeDataDir();
    const db = openTestDatabase(dataDir);
    createSnapshotStore(db).append(buildSnapshot());
    const at = ["--at", "2026-11-22T00:00:00Z"];
    const [json, csv] = ["json", "csv"].map((format) => {
      const { stdout } = keel(["export", "--format", format, "--data-dir", dataDir, ...at]);
      return { stdout, assessed: keel(["evaluate", "-", "--json"], stdout) };
    });
    expect(JSON.parse(json!.stdout).format).toBe("keel.portfolio");
    expect(csv!.stdout).toMatch(/^row,account,/);
    expect(csv!.assessed).toEqual(json!.assessed);
    expect(JSON.parse(csv!.assessed.stdout).accounts).toHaveLength(1);
  });
});

describe("the process", () => {
  // 63 is 077 in decimal.
  it("keeps its files to itself and checks certificates, whatever the environment says", () => {
    const tell = "process.on('exit', () => console.log(process.umask(), process.env))";
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const args = ["--import", `data:text/javascript,${tell}`, CLI, "help"];
    const { stdout } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    expect(stdout).toMatch(/^63 \{/m);
    expect(stdout).not.toContain("NODE_TLS_REJECT_UNAUTHORIZED");
  });
});

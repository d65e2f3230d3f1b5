import { execFile } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/*
 * Proves the layer rules by breaking them: the project's own lint rules over a small tree in which
 * every case is one line of one file. A case is refused when the linter names its line.
 */
const root = join(import.meta.dirname, "..");

/** A file, and its line with a number that makes its names unique. */
type Case = readonly [file: string, line: (n: number) => string];

const from = (source: string) => (n: number) => `import { x as x${n} } from "${source}";`;
const typeFrom = (source: string) => (n: number) => `import type { X as X${n} } from "${source}";`;
const value = (expression: string) => (n: number) => `export const y${n} = ${expression};`;

const REFUSED: readonly Case[] = [
  ["shared/domain/a.ts", from("../views/x.ts")],
  ["shared/domain/a.ts", from("node:fs")],
  ["shared/domain/a.ts", from("decimal.js")],
  ["shared/views/a.ts", from("../contract/x.ts")],
  ["shared/contract/a.ts", from("../../electron/engine/x.ts")],
  ["shared/contract/a.ts", from("zod")],
  ["shared/contract/a.ts", from("zod/v4")],
  ["electron/engine/a.ts", from("node:fs")],
  ["electron/engine/a.ts", from("#shared/contract/x.ts")],
  ["electron/engine/a.ts", from("../store/x.ts")],
  ["electron/engine/a.ts", from("../views/x.ts")],
  ["electron/engine/a.ts", from("../ports.ts")],
  ["electron/engine/a.ts", from("./../store/x.ts")],
  ["electron/engine/a.ts", from("./models/../../store/x.ts")],
  ["electron/engine/a.ts", from("decimal.js")],
  ["electron/engine/a.ts", from("zod/mini")],
  ["electron/engine/a.ts", from("@tanstack/react-query")],
  ["electron/engine/a.ts", value('await import("../store/x.ts")')],
  ["electron/engine/a.ts", value("Date.now()")],
  ["electron/engine/a.ts", value("Math.random()")],
  ["electron/engine/a.ts", value("process.pid")],
  ["electron/engine/a.ts", value('console.log("x")')],
  ["electron/engine/margin-models/a.ts", from("../../store/x.ts")],
  ["electron/engine/margin-models/a.ts", from("node:path")],
  ["electron/engine/margin-models/a.ts", value("Date.now()")],
  ["electron/engine/a/b/c.ts", from("../../../views/x.ts")],
  ["electron/views/a.ts", from("../store/x.ts")],
  ["electron/views/a.ts", value("Date.now()")],
  ["electron/alerts/evaluate-alerts.ts", from("../store/x.ts")],
  ["electron/alerts/evaluate-alerts.ts", value("Date.now()")],
  ["electron/alerts/rules/a.ts", from("../alert-service.ts")],
  ["electron/alerts/rules/a.ts", from("../../store/x.ts")],
  ["electron/alerts/alert-service.ts", from("../host/x.ts")],
  ["electron/document/a.ts", from("../store/x.ts")],
  ["electron/exchange/a.ts", from("../store/x.ts")],
  ["electron/exchange/a.ts", from("../engine/x.ts")],
  ["electron/exchange/a.ts", from("ccxt")],
  ["electron/exchange/ccxt-client.ts", from("ccxt")],
  ["electron/exchange/a.ts", from("../../node_modules/ccxt/js/src/okx.js")],
  ["electron/exchange/ccxt-classes.ts", from("../../node_modules/other/x.js")],
  ["electron/exchange/normalize-x.ts", value("Date.now()")],
  ["electron/exchange/venues/binance/a.ts", from("../../../store/x.ts")],
  ["electron/exchange/venues/binance/a.ts", from("ccxt")],
  ["electron/exchange/venues/binance/a.ts", value("Date.now()")],
  ["electron/exchange/venues/okx/a.ts", from("../bybit/x.ts")],
  ["electron/exchange/venues/okx/a.ts", from("../../venues/bybit/x.ts")],
  ["electron/exchange/venues/okx/a.ts", from("../../../engine/x.ts")],
  ["electron/store/a.ts", from("../engine/x.ts")],
  ["electron/store/a.ts", from("../alerts/alert.ts")],
  ["electron/store/a.ts", typeFrom("../alerts/alert-service.ts")],
  ["electron/ipc/a.ts", from("../handlers/x.ts")],
  ["electron/ipc/a.ts", from("../ports.ts")],
  ["electron/demo/a.ts", from("../store/x.ts")],
  ["electron/sync/a.ts", from("../host/x.ts")],
  ["electron/sync/a.ts", from("better-sqlite3")],
  ["electron/handlers/a.ts", from("../host/x.ts")],
  ["electron/handlers/a.ts", from("electron")],
  ["electron/cli/a.ts", from("../host/x.ts")],
  ["electron/app.ts", from("./host/x.ts")],
  ["electron/app.ts", from("electron")],
  ["electron/cli.ts", from("./host/x.ts")],
  ["electron/host/a.ts", from("../../renderer/x.ts")],
  ["electron/host/a.ts", from("ccxt")],
  ["renderer/format/a.ts", from("#shared/contract/x.ts")],
  ["renderer/format/a.ts", from("../ui/x.ts")],
  ["renderer/ui/a.tsx", from("../bridge/x.ts")],
  ["renderer/ui/a.tsx", from("../../electron/engine/x.ts")],
  ["renderer/bridge/a.ts", from("../features/overview/x.ts")],
  ["renderer/bridge/a.ts", from("electron")],
  ["renderer/features/overview/a.tsx", from("../margin/x.tsx")],
  ["renderer/features/overview/a.tsx", from("../../app/x.tsx")],
  ["renderer/features/overview/a.tsx", from("node:fs")],
  ["renderer/features/overview/a.tsx", from("echarts/core")],
  ["renderer/features/overview/parts/a.tsx", from("../../margin/x.tsx")],
  ["renderer/app/a.tsx", from("../../electron/app.ts")],
  ["renderer/main.tsx", from("../electron/app.ts")],
  ["electron/handlers/b.ts", from("../../shared/domain/x.ts")],
  ["electron/handlers/b.ts", value('URL.parse("x")')],
  ["electron/handlers/b.ts", () => "export default 1;"],
  ["electron/handlers/b.ts", value("(x: any) => x")],
];

const ALLOWED: readonly Case[] = [
  ["shared/domain/decimal.ts", from("decimal.js")],
  ["shared/contract/a.ts", from("zod/mini")],
  ["shared/contract/a.ts", from("../views/x.ts")],
  ["electron/engine/a.ts", from("#shared/domain/x.ts")],
  ["electron/engine/a.ts", from("./x.ts")],
  ["electron/engine/margin-models/a.ts", from("../x.ts")],
  ["electron/engine/a/b/c.ts", from("../../x.ts")],
  ["electron/views/a.ts", from("../engine/x.ts")],
  ["electron/alerts/rules/a.ts", from("../words.ts")],
  ["electron/alerts/rules/a.ts", from("../../engine/x.ts")],
  ["electron/exchange/ccxt-classes.ts", from("ccxt")],
  ["electron/exchange/ccxt-classes.ts", from("../../node_modules/ccxt/js/src/okx.js")],
  ["electron/exchange/venues/okx/a.ts", from("../../parse-answer.ts")],
  ["electron/exchange/venues/okx/a.ts", from("./x.ts")],
  ["electron/exchange/venues/binanceusdm/a.ts", from("../binance/x.ts")],
  ["electron/store/a.ts", from("better-sqlite3")],
  ["electron/store/a.ts", typeFrom("../alerts/alert.ts")],
  ["electron/ipc/a.ts", typeFrom("../ports.ts")],
  ["electron/sync/a.ts", from("../store/x.ts")],
  ["electron/handlers/a.ts", from("../views/x.ts")],
  ["electron/host/a.ts", from("electron")],
  ["electron/host/a.ts", from("../exchange/x.ts")],
  ["electron/main.ts", from("./host/x.ts")],
  ["electron/preload.ts", from("electron")],
  ["renderer/ui/a.tsx", from("../format/x.ts")],
  ["renderer/ui/a.tsx", from("echarts/core")],
  ["renderer/features/overview/a.tsx", from("../../ui/x.tsx")],
  ["renderer/features/overview/parts/a.tsx", from("../x.tsx")],
  ["renderer/app/a.tsx", from("../features/overview/x.tsx")],
];

/** The rules this is about; what else the linter says of such files does not matter. */
const RULES = /\((?:no-restricted-\w+|no-console|no-default-export|no-explicit-any)\)\]$/;

const tree = mkdtempSync(join(tmpdir(), "keel-architecture-"));
let complaints: ReadonlySet<string>;

beforeAll(async () => {
  writeFileSync(
    join(tree, "oxlint.config.ts"),
    `import config from "${join(root, "oxlint.config.ts")}";
     export default { ...config, options: { ...config.options, typeAware: false } };`,
  );
  for (const [n, [file, line]] of [...REFUSED, ...ALLOWED].entries()) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    appendFileSync(join(tree, file), `${line(n)}\n`);
  }
  complaints = await lint();
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** `file:line` of everything the rules complain of. */
function lint(): Promise<ReadonlySet<string>> {
  const oxlint = join(root, "node_modules", "oxlint", "bin", "oxlint");
  return new Promise((resolve) => {
    execFile(process.execPath, [oxlint, "-f", "unix"], { cwd: tree }, (_, stdout) => {
      const lines = stdout.split("\n").filter((line) => RULES.test(line));
      resolve(new Set(lines.map((line) => line.split(":").slice(0, 2).join(":"))));
    });
  });
}

function isRefused(n: number, [file, line]: Case): boolean {
  const lines = readFileSync(join(tree, file), "utf8").split("\n");
  return complaints.has(`${file}:${lines.indexOf(line(n)) + 1}`);
}

describe("layer rules", () => {
  for (const [n, refused] of REFUSED.entries()) {
    it(`refuse in ${refused[0]}: ${refused[1](n)}`, () => {
      expect(isRefused(n, refused)).toBe(true);
    });
  }
  for (const [n, allowed] of ALLOWED.entries()) {
    it(`allow in ${allowed[0]}: ${allowed[1](n)}`, () => {
      expect(isRefused(REFUSED.length + n, allowed)).toBe(false);
    });
  }
});

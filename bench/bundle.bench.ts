/*
 * What ccxt costs by how it is loaded: size of the main process as built, and the time until a
 * class is there, as built and in plain Node. docs/adr/0009-one-class-of-ccxt-at-a-time.md
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "vite";

const ROOT = join(import.meta.dirname, "..");
const RUNS = 7;
const CLASSES = join(ROOT, "electron/exchange/ccxt-classes.ts");
const ONE = ["binanceusdm"];
const SIX = [...ONE, "bybit", "okx", "deribit", "kucoinfutures", "gate"];

type Way = { readonly name: string; readonly file: string };
const WAYS: readonly Way[] = [
  { name: "12 venues by name", file: join(import.meta.dirname, "bundle/by-name.ts") },
  { name: "one class a chunk", file: CLASSES },
  { name: "the whole of ccxt", file: join(import.meta.dirname, "bundle/whole.ts") },
];

/** Puts one way of loading ccxt into the place of Keel's own. */
function instead({ file }: Way): Plugin {
  return {
    name: "instead",
    enforce: "pre",
    resolveId: (id) => (id === "./ccxt-classes.ts" ? file : null),
  };
}

/** The main process as electron.vite.config.ts builds it, with the loader as a second entry. */
async function buildMain(way: Way, outDir: string): Promise<void> {
  const external = ["electron", "better-sqlite3", ...builtinModules, /^node:/];
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins: [instead(way)],
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: true,
      target: "node20.18",
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        checks: { importIsUndefined: false },
        input: { main: join(ROOT, "electron/main.ts"), loader: way.file },
        external,
        output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "chunks/[hash].mjs" },
      },
    },
  });
}

const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(2);

function sizes(outDir: string): string {
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "loader.mjs")
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const total = files.reduce((sum, size) => sum + size, 0);
  const entry = statSync(join(outDir, "main.mjs")).size;
  return `entry ${megabytes(entry)} MB, in all ${megabytes(total)} MB in ${files.length} files`;
}

type Load = { readonly ms: number; readonly mb: number };

function load(file: string, ids: readonly string[]): Load {
  const script = join(import.meta.dirname, "bundle/import-time.mjs");
  const printed = execFileSync(process.execPath, [script, file, ...ids], { encoding: "utf8" });
  const [ms = Number.NaN, mb = Number.NaN] = printed.trim().split(" ").map(Number);
  return { ms, mb };
}

function median(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(0);
}

const outDirs = new Map<Way, string>();
for (const way of WAYS) {
  const outDir = mkdtempSync(join(tmpdir(), "keel-bundle-"));
  outDirs.set(way, outDir);
  await buildMain(way, outDir);
  console.log(`${way.name}: ${sizes(outDir)}`);
}

console.log(`\nuntil the classes are there: median of ${RUNS} processes, taken in turn`);
for (const [form, fileOf] of [
  ["as built", (way: Way) => join(outDirs.get(way) ?? "", "loader.mjs")],
  ["plain Node", (way: Way) => way.file],
] as const)
  for (const ids of [ONE, SIX]) {
    const loads = new Map<Way, Load[]>(WAYS.map((way) => [way, []]));
    for (let run = 0; run < RUNS; run += 1)
      for (const way of WAYS) loads.get(way)?.push(load(fileOf(way), ids));
    for (const [{ name }, measured] of loads) {
      const ms = median(measured.map((each) => each.ms));
      const mb = median(measured.map((each) => each.mb));
      console.log(`${form}, ${ids.length} class(es), ${name}: ${ms} ms, ${mb} MB resident`);
    }
  }
for (const outDir of outDirs.values()) rmSync(outDir, { recursive: true, force: true });

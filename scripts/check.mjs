// `npm test` and `npm run check`: set-up, then every check to its end, whatever failed before it.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { runScript } from "./setup.mjs";
import {
  addUp,
  lastLine,
  readPlaywrightCounts,
  readVitestCounts,
  summaryOf,
} from "./setup/counts.mjs";
import { inProject, root, toolPath } from "./setup/paths.mjs";

const unitReport = inProject("test-results", "unit.json");
const e2eReport = inProject("test-results", "e2e.json");

const STEPS = [
  { name: "format", args: [toolPath("oxfmt", "bin", "oxfmt"), "--check", "."] },
  { name: "lint", args: [toolPath("oxlint", "bin", "oxlint")] },
  { name: "types", args: [toolPath("typescript", "bin", "tsc"), "-b"] },
  {
    name: "unit tests",
    args: [
      toolPath("vitest", "vitest.mjs"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${unitReport}`,
    ],
    counts: () => readVitestCounts(unitReport),
    summaryStart: /^\s*Test Files /,
  },
  { name: "build", args: [inProject("scripts", "build.mjs")] },
  { name: "knip", args: [toolPath("knip", "bin", "knip.js")] },
  {
    name: "e2e tests",
    args: [inProject("scripts", "playwright.mjs"), "desktop", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
    counts: () => readPlaywrightCounts(e2eReport),
    summaryStart: /^\s+\d+ (failed|passed|skipped|flaky|interrupted|did not run)/,
  },
];

const SKIPPED_BECAUSE =
  "Skipped: what needs the recorded venue answers of ../shared/data, which are no part of the project.";

await runScript("desktop", async () => {
  mkdirSync(inProject("test-results"), { recursive: true });
  for (const file of [unitReport, e2eReport]) rmSync(file, { force: true });
  const results = [];
  for (const step of STEPS) results.push(await runStep(step));
  report(results);
  return results.every(({ status }) => status === 0) ? 0 : 1;
});

async function runStep(step) {
  print(`\n== ${step.name}\n`);
  const startedAt = Date.now();
  const { status, output } = await runAndKeep(step);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  print(`== ${step.name}: ${status === 0 ? "ok" : `FAILED (${status})`}, ${seconds} s\n`);
  return { ...step, status, seconds, output };
}

/** Shows a step's output as it comes and keeps it. */
function runAndKeep({ args, env }) {
  return new Promise((resolve, reject) => {
    const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...color, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      print(text);
    });
    child.stderr.on("data", (bytes) => process.stderr.write(bytes));
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status: status ?? signal, output }));
  });
}

function report(results) {
  print("\n");
  for (const { name, status, seconds } of results) {
    print(`${status === 0 ? "ok    " : "FAILED"}  ${name} (${seconds} s)\n`);
  }
  for (const { name, output, summaryStart } of results) {
    if (summaryStart) print(`\n${name}:\n${summaryOf(output, summaryStart)}\n`);
  }
  const counts = addUp(results.map(countsOf));
  if (counts.skipped > 0) print(`\n${SKIPPED_BECAUSE}\n`);
  print(`\n${lastLine(counts)}\n`);
}

/** A runner's own counts; a failed step that no failed test explains is one failure. */
function countsOf({ status, counts }) {
  const found = counts?.() ?? { passed: 0, failed: 0, skipped: 0 };
  return status !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}

function print(text) {
  process.stdout.write(text);
}

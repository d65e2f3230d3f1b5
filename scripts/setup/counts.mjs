import { existsSync, readFileSync } from "node:fs";

/** Counts of vitest's JSON report, `null` when it wrote none. A file that could not be loaded is one failure. */
export function readVitestCounts(file) {
  const report = readReport(file);
  if (report === null) return null;
  const unloaded = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of Playwright's JSON report, `null` when it wrote none. A test that needed a second try has failed once. */
export function readPlaywrightCounts(file) {
  const report = readReport(file);
  if (report === null) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

export const addUp = (counts) =>
  counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** A runner's closing lines: from the first that looks like the start of its summary to a blank one. */
export function summaryOf(output, start) {
  const lines = output.split("\n");
  // oxlint-disable-next-line no-control-regex -- colours are control characters
  const plain = lines.map((line) => line.replaceAll(/\u001B\[[\d;]*m/g, ""));
  const first = plain.findIndex((line) => start.test(line));
  if (first < 0) return "  (no summary: it did not run to its end)";
  const length = plain.slice(first).findIndex((line) => line.trim() === "");
  return lines.slice(first, length < 0 ? undefined : first + length).join("\n");
}

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { parsePortfolio } from "../document/parse-portfolio.ts";
import { toAssessmentDocument } from "../document/to-assessment.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { CallError } from "./call-error.ts";
import { toTable } from "./assessment-table.ts";

/** `keel evaluate FILE [--json]`. Returns the exit status: 0 whole, 1 with gaps. */
export async function evaluate(args: string[]): Promise<number> {
  const { file, json } = readCall(args);
  const parsed = parsePortfolio(await readInput(file));
  if (!parsed.ok) throw new CallError(`${parsed.path}: ${parsed.reason}`);
  const { accounts, valuationCurrency, asOf } = parsed.portfolio;
  const assessment = assessPortfolio(accounts.map(assessAccount), valuationCurrency);
  const document = toAssessmentDocument(assessment, asOf);
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : toTable(document));
  const hasGaps = [assessment, ...assessment.accounts].some(({ gaps }) => gaps.length > 0);
  return hasGaps ? 1 : 0;
}

function readCall(args: string[]): { file: string; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new CallError("evaluate: takes one file");
    return { file, json: values.json };
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(`evaluate: ${firstLine(error)}`);
  }
}

async function readInput(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new CallError(`${file}: can't be read (${firstLine(error)})`);
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0]!;
}

import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { MOST_BOOK_BYTES } from "#shared/contract/books.ts";
import { readBook } from "../document/read-book.ts";
import { atOnce } from "../document/steps.ts";
import { type AssessmentDocument, toAssessmentDocument } from "../document/to-assessment.ts";
import { type Explanation, toExplanation } from "../document/to-explanation.ts";
import { assessAccount } from "../engine/assess-account.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { CallError } from "./call-error.ts";
import { toTable } from "./assessment-table.ts";
import { toWorksheet } from "./explanation-table.ts";

/** `keel evaluate FILE [--json] [--explain]`. Returns the exit status: 0 whole, 1 with gaps. */
export async function evaluate(args: string[]): Promise<number> {
  const { file, json, explain } = readCall(args);
  const parsed = atOnce(readBook(await readInput(file)));
  if (!parsed.ok) throw new CallError(`${parsed.path}: ${parsed.reason}`);
  const { accounts, valuationCurrency, asOf } = parsed.portfolio;
  const assessment = assessPortfolio(accounts.map(assessAccount), valuationCurrency);
  const document = toAssessmentDocument(assessment, asOf);
  const explanations = explain
    ? assessment.accounts.map((account, index) => toExplanation(account, `accounts[${index}]`))
    : [];
  process.stdout.write(json ? toJson(document, explanations) : toText(document, explanations));
  const hasGaps = [assessment, ...assessment.accounts].some(({ gaps }) => gaps.length > 0);
  return hasGaps ? 1 : 0;
}

/** The assessment with, when asked for, each account's explanation in it. */
function toJson(document: AssessmentDocument, explanations: readonly Explanation[]): string {
  const accounts = document.accounts.map((account, index) =>
    explanations[index] ? { ...account, explain: explanations[index] } : account,
  );
  const text = JSON.stringify({ ...document, accounts }, null, 2);
  // JSON leaves these as they are, and some terminals obey them.
  const escaped = text.replaceAll(
    /[\u007F-\u009F]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  );
  return `${escaped}\n`;
}

function toText(document: AssessmentDocument, explanations: readonly Explanation[]): string {
  const worksheets = explanations.map((explanation, index) =>
    toWorksheet(document.accounts[index]?.id ?? "", explanation),
  );
  return [toTable(document), ...worksheets.map((sheet) => `\n${sheet}\n`)].join("");
}

type Call = { readonly file: string; readonly json: boolean; readonly explain: boolean };

function readCall(args: string[]): Call {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        json: { type: "boolean", default: false },
        explain: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new CallError("evaluate: takes one file");
    return { file, json: values.json, explain: values.explain };
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(`evaluate: ${firstLine(error)}`);
  }
}

/** Not a byte more than a book may have: what comes through a pipe need not end. */
async function readInput(file: string): Promise<string> {
  const input: AsyncIterable<Buffer> = file === "-" ? process.stdin : createReadStream(file);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of input) {
      size += chunk.length;
      if (size > MOST_BOOK_BYTES) throw new CallError(`${file}: ${TOO_LARGE}`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw new CallError(`${file}: can't be read (${firstLine(error)})`);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const TOO_LARGE = `is larger than ${MOST_BOOK_BYTES / 1_000_000} MB`;

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0]!;
}

import type { Input, Output } from "#shared/contract/contract.ts";
import { accountId } from "#shared/domain/ids.ts";
import { toCsv } from "../document/csv/to-csv.ts";
import { toPortfolioDocument } from "../document/to-portfolio.ts";
import { AppError } from "../ipc/app-error.ts";
import { isBook } from "../store/account-store.ts";
import { listStoredBook } from "../store/stored-book.ts";
import type { Services } from "./services.ts";

/** The stored book, or one account of it, as a file of the trader's choice. */
export async function exportBook(
  services: Services,
  { accountId: id, format, at }: Input<"books.export">,
): Promise<Output<"books.export">> {
  const { ports } = services;
  const wanted = listStoredBook(services, at).filter(
    ({ account }) => id === null || account.accountId === id,
  );
  const [first] = wanted;
  if (first === undefined) throw new AppError("not_found", "Nothing was read until then.");
  const asOf = at ?? ports.now();
  const document = toPortfolioDocument(
    wanted.map(({ snapshot }) => snapshot),
    asOf,
  );
  const text = format === "csv" ? toCsv(document) : `${JSON.stringify(document, null, 2)}\n`;
  const name = `${fileName(id === null ? "keel-book" : first.account.label, asOf)}.${format}`;
  return { isSaved: await ports.saveFile({ name, text }) };
}

/** Letters and digits of every script; nothing a file system or a shell reads as more than a name. */
function fileName(subject: string, asOf: number): string {
  const plain = subject.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
  return `${plain || "book"}-${new Date(asOf).toISOString().slice(0, 10)}`;
}

/** A book's newest reading as its document states it. */
export function editableBook(services: Services, id: string): Output<"books.get"> {
  const account = services.accounts.find(accountId(id));
  if (account === null) throw new AppError("not_found", "There is no such account.");
  if (!isBook(account))
    throw new AppError("unsupported", "What a venue says of an account is not edited here.");
  const snapshots = listStoredBook(services, null)
    .filter((stored) => stored.account.accountId === id)
    .map(({ snapshot }) => snapshot);
  const document = toPortfolioDocument(snapshots, snapshots[0]?.readAt ?? services.ports.now());
  return { text: JSON.stringify(document) };
}

export async function saveTemplate({ ports }: Services): Promise<Output<"books.template">> {
  const text = await ports.readTemplate();
  return { isSaved: await ports.saveFile({ name: "keel-template.csv", text }) };
}

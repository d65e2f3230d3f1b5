import { MOST_BOOK_BYTES } from "#shared/contract/books.ts";
import type { BookFaultView } from "#shared/views/books.ts";

export type ReadFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly faults: readonly BookFaultView[] };

/**
 * The text of a file the trader chose. What can't be a book is refused before it goes anywhere.
 * Rejects with the signal's reason when nobody waits for it any more.
 */
export async function readBookFile(file: Blob, signal: AbortSignal): Promise<ReadFile> {
  if (file.size > MOST_BOOK_BYTES)
    return refused(`is larger than ${MOST_BOOK_BYTES / 1_000_000} MB`);
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return refused("can't be read: it is a folder, was moved, or may not be opened");
  }
  signal.throwIfAborted();
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refused("is not text in UTF-8; a spreadsheet saves it as “CSV UTF-8”");
  }
}

function refused(reason: string): ReadFile {
  return { ok: false, faults: [{ path: "file", reason }] };
}

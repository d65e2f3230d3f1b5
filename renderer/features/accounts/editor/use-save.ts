import { useMutation } from "@tanstack/react-query";
import type { BookReadingView } from "#shared/views/books.ts";
import { call } from "../../../bridge/bridge.ts";
import { isStored } from "../book-words.ts";
import type { Draft } from "./draft.ts";
import { toDocumentText } from "./draft-to-document.ts";
import { type Faults, placeFaults } from "./faults.ts";

export type Saved =
  | { readonly kind: "saved" }
  | { readonly kind: "faulty"; readonly faults: Faults }
  /** Well-formed, but Keel has it already or has a later one. */
  | { readonly kind: "left out"; readonly reading: BookReadingView };

/** Saves a draft as an import of its document: one road for books, whoever wrote them. */
export function useSave(onSaved: () => void) {
  return useMutation({
    mutationFn: save,
    onSuccess: ({ kind }) => kind === "saved" && onSaved(),
  });
}

async function save(draft: Draft): Promise<Saved> {
  const text = toDocumentText(draft, Date.now());
  const preview = await call("books.preview", { text });
  const faults = placeFaults(draft, preview.ok ? [] : preview.faults);
  if (!preview.ok || faults.at.size > 0) return { kind: "faulty", faults };
  const [reading] = preview.readings;
  if (reading && !isStored(reading.action)) return { kind: "left out", reading };
  await call("books.import", { text });
  return { kind: "saved" };
}

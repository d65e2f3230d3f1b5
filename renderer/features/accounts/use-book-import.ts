import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import type { BookPreviewView } from "#shared/views/books.ts";
import { call } from "../../bridge/bridge.ts";
import { useCall } from "../../bridge/query.ts";
import { readBookFile } from "./read-book-file.ts";

type Choice = {
  readonly file: File;
  readonly work: string;
  readonly stopping: AbortController;
};
type ChosenBook = { readonly text: string; readonly preview: BookPreviewView };

/** From a chosen file to its preview, and from there to stored books. Choosing another starts afresh. */
export function useBookImport() {
  const chosen = useMutation({ mutationFn: previewFile });
  const imported = useCall("books.import");
  const { mutate: cancel } = useCall("books.cancel");
  const choice = chosen.variables;
  // Another choice or a closed dialog: nobody waits for it any more.
  useEffect(() => {
    if (choice === undefined) return undefined;
    return () => {
      // The main process does not know the work while the file is still being read here.
      choice.stopping.abort();
      cancel({ work: choice.work });
    };
  }, [choice, cancel]);
  return {
    chosen,
    imported,
    choose: (file: File) => {
      imported.reset();
      chosen.mutate({ file, work: crypto.randomUUID(), stopping: new AbortController() });
    },
  };
}

async function previewFile({ file, work, stopping }: Choice): Promise<ChosenBook> {
  const read = await readBookFile(file, stopping.signal);
  if (!read.ok) return { text: "", preview: read };
  return { text: read.text, preview: await call("books.preview", { text: read.text, work }) };
}

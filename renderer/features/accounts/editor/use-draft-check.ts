import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { BookReadingView } from "#shared/views/books.ts";
import { channelQuery } from "../../../bridge/query.ts";
import type { Draft } from "./draft.ts";
import { toDocumentText } from "./draft-to-document.ts";
import { type Faults, NO_FAULTS, placeFaults } from "./faults.ts";

/** Long enough not to judge half a number, short enough to feel at once. */
const PAUSE_MS = 250;

export type DraftCheck = {
  /** What the draft comes to; `null` while something in it is wrong. */
  readonly reading: BookReadingView | null;
  readonly faults: Faults;
  /** The answer is of what was typed a moment ago. */
  readonly isBehind: boolean;
  readonly error: Error | null;
};

/** Judges a draft while it is typed, by the same check and the same engine that importing goes through. */
export function useDraftCheck(draft: Draft): DraftCheck {
  const [settled, setSettled] = useState(() => settle(draft));
  useEffect(() => {
    const timer = setTimeout(() => setSettled(settle(draft)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  const { data, error, isPlaceholderData } = useQuery({
    ...channelQuery("books.preview", { text: settled.text }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const [reading = null] = data?.ok ? data.readings : [];
  return {
    reading,
    faults: data === undefined ? NO_FAULTS : placeFaults(settled.draft, data.ok ? [] : data.faults),
    isBehind: draft !== settled.draft || isPlaceholderData,
    error,
  };
}

function settle(draft: Draft) {
  return { draft, text: toDocumentText(draft, Date.now()) };
}

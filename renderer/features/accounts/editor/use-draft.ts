import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Draft } from "./draft.ts";

/**
 * A draft that outlives leaving the page, as long as the window is open: typing a book takes longer
 * than a look at an alert. Kept in memory only.
 */
export function useDraft(name: string, begin: () => Draft) {
  const queries = useQueryClient();
  const key = ["book draft", name];
  const [draft, setDraft] = useState(() => queries.getQueryData<Draft>(key) ?? begin());
  return {
    draft,
    change: (next: Draft) => {
      setDraft(next);
      queries.setQueryDefaults(key, { gcTime: Infinity });
      queries.setQueryData(key, next);
    },
    forget: () => queries.removeQueries({ queryKey: key }),
  };
}

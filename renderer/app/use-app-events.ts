import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import { subscribe } from "../bridge/bridge.ts";
import { isStaleAfter } from "./invalidation.ts";
import { createRefresher } from "./refresher.ts";

/** Four updates a second are as many as an eye follows; a book of thousands of positions is sent each time. */
const REST_MS = 250;

/** Fetches again what an announcement made old, and goes to the alerts when a notification was clicked. */
export function useAppEvents(): void {
  const queries = useQueryClient();
  const [, navigate] = useHashLocation();
  useEffect(() => {
    const refresh = createRefresher(
      ({ queryKey }: Query) => queries.invalidateQueries({ queryKey, exact: true }),
      () => new Promise((resolve) => setTimeout(resolve, REST_MS)),
    );
    return subscribe((event) => {
      if (event.topic === "alert.open") navigate("/alerts");
      const isOld = ({ queryKey }: Query) => isStaleAfter(event, queryKey);
      for (const query of queries.getQueryCache().findAll({ predicate: isOld }))
        void refresh(query);
    });
  }, [queries, navigate]);
}

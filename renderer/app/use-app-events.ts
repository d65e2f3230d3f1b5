import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useHashLocation } from "wouter/use-hash-location";
import { subscribe } from "../bridge/bridge.ts";
import { isStaleAfter } from "./invalidation.ts";

/** Fetches again what an announcement made old, and goes to the alerts when a notification was clicked. */
export function useAppEvents(): void {
  const queries = useQueryClient();
  const [, navigate] = useHashLocation();
  useEffect(
    () =>
      subscribe((event) => {
        if (event.topic === "alert.open") navigate("/alerts");
        void queries.invalidateQueries({
          predicate: (query) => isStaleAfter(event, query.queryKey),
        });
      }),
    [queries, navigate],
  );
}

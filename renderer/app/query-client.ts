import { QueryClient } from "@tanstack/react-query";

/** Answers stay fresh until an event says otherwise; the channel is local, so there is no network to wait for. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

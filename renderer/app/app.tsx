import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { ErrorBoundary } from "./error-boundary.tsx";
import { createQueryClient } from "./query-client.ts";
import { Shell } from "./shell.tsx";

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        {/* oxlint-disable-next-line react/hooks -- the router takes its location hook as a value */}
        <Router hook={useHashLocation}>
          <Shell />
        </Router>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

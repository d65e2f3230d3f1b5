import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{electron,shared,renderer,tests}/**/*.test.ts", "scripts/**/*.test.mjs"],
    exclude: ["tests/e2e/**"],
    setupFiles: ["tests/property-seed.ts"],
    // Real HTTP, SQLite and processes: a busy machine may take a while.
    testTimeout: 30_000,
  },
});

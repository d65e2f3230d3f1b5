import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{electron,shared,renderer,tests}/**/*.test.ts"],
    exclude: ["tests/e2e/**"],
  },
});

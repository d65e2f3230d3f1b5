import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  timeout: 60_000,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: { trace: "retain-on-failure" },
  projects: [
    { name: "desktop", testIgnore: "screenshots/**" },
    { name: "screenshots", testMatch: "screenshots/**/*.ts", workers: 1 },
  ],
});

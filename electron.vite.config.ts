import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (...parts: string[]) => join(import.meta.dirname, ...parts);

// The oldest runtime a build must run on: the stand-in (Electron 33). Electron 45 runs it as well.
const NODE = "node20.18";
const CHROME = "chrome130";

export default defineConfig({
  main: {
    build: {
      target: NODE,
      outDir: at("out/main"),
      sourcemap: true,
      externalizeDeps: {
        exclude: ["ccxt", "csv-parse", "csv-stringify", "decimal.js", "zod"],
      },
      rolldownOptions: {
        // ccxt reaches for an optional peer in code we never call.
        checks: { importIsUndefined: false },
        input: { main: at("electron/main.ts") },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name]-[hash].js",
        },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      outDir: at("out/preload"),
      // A sandboxed preload can load nothing but `electron`, and only as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at("electron/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: at("renderer"),
    plugins: [react()],
    build: {
      target: CHROME,
      outDir: at("out/renderer"),
      minify: true,
      // Fonts stay files: the content security policy lets no data: URL be a font.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: at("renderer/index.html") } },
    },
  },
});

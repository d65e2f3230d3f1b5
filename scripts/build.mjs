import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runScript } from "./setup.mjs";
import { inProject, root, toolPath } from "./setup/paths.mjs";
import { runInTerminal, runQuietly, say } from "./setup/run.mjs";

const stampFile = inProject("out", ".built-from");
const viteTool = toolPath("electron-vite", "bin", "electron-vite.js");

/** What the build is made of; tests beside the sources don't count. */
const SOURCES = ["electron", "renderer", "shared"];
const SOURCE_FILES = ["electron.vite.config.ts", "package.json", "package-lock.json"];

/** Builds unless `out/` was already made of exactly these sources. */
export async function buildIfChanged() {
  const hash = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  say("building");
  await runQuietly(process.execPath, [viteTool, "build"]);
  writeFileSync(stampFile, hash);
}

async function buildAloud() {
  const hash = hashSources();
  const status = await runInTerminal(process.execPath, [viteTool, "build"]);
  if (status === 0) writeFileSync(stampFile, hash);
  return status;
}

function hashSources() {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const hash = createHash("sha256");
  for (const file of [...files, ...SOURCE_FILES.map((name) => inProject(name))].toSorted()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript("dependencies", buildAloud);

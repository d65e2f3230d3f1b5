// `npm run package`: the app as a folder and an archive of it in dist/, with release fuses.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { buildIfChanged } from "./build.mjs";
import { runScript } from "./setup.mjs";
import { findElectronVersion, isStandIn } from "./setup/electron-runtime.mjs";
import { inProject, toolPath } from "./setup/paths.mjs";
import { runInTerminal, runQuietly, say } from "./setup/run.mjs";

await runScript("desktop", async () => {
  await buildIfChanged();
  const version = findElectronVersion();
  if (isStandIn(version)) say("packaging with the stand-in Electron: for tests, not for release");
  rmSync(inProject("dist"), { recursive: true, force: true });
  const builder = toolPath("electron-builder", "cli.js");
  const args = ["--dir", "--publish", "never", `-c.electronVersion=${version}`];
  const status = await runInTerminal(process.execPath, [builder, ...args]);
  return status === 0 ? archive() : status;
});

/** The packager's own archives take minutes or a download; tar takes seconds. */
async function archive() {
  const unpacked = inProject("dist", "linux-unpacked");
  if (!existsSync(unpacked)) return 0;
  rmSync(`${unpacked}/resources/default_app.asar`, { force: true });
  const { version } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const file = inProject("dist", `keel-${version}-linux-${process.arch}.tar.gz`);
  await runQuietly("tar", ["-C", inProject("dist"), "-czf", file, "linux-unpacked"]);
  say(`packaged: ${file}`);
  return 0;
}

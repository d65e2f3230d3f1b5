// What Electron's own default app does, for the stand-in runtime, which ships without one:
// `electron [--version | --abi] [-r file]... path/to/app [arguments]`.
// An ES module, because Electron waits with `ready` until one has been loaded, and with it the app.
import fs from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const require = createRequire(import.meta.url);
const { flags, preloads, target } = parse(process.argv.slice(1));
if (flags.has("--version") || flags.has("-v")) answer(`v${process.versions.electron}`);
else if (flags.has("--abi") || flags.has("-a")) answer(process.versions.modules);
else if (target === null) fail(new Error("usage: electron [-r module] path/to/app"));
else await load(target).catch(fail);

/** Everything before the app's path is ours, everything after it the app's. */
function parse(args) {
  const found = { flags: new Set(), preloads: [], target: null };
  const rest = [...args];
  while (rest.length > 0 && found.target === null) {
    const arg = rest.shift();
    if (arg === "-r" || arg === "--require") found.preloads.push(rest.shift());
    else if (arg.startsWith("-")) found.flags.add(arg);
    else found.target = arg;
  }
  return found;
}

async function load(appTarget) {
  for (const file of preloads) require(path.resolve(file));
  Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
  const folder = path.resolve(appTarget);
  const entry = Module._resolveFilename(folder, null, true);
  const manifest = path.join(folder, "package.json");
  const isPackage = fs.existsSync(manifest);
  if (isPackage) introduce(JSON.parse(fs.readFileSync(manifest, "utf8")));
  app.setAppPath(isPackage ? folder : path.dirname(entry));
  await import(pathToFileURL(entry).href);
}

function introduce({ version, productName, name, desktopName }) {
  if (version) app.setVersion(version);
  if (productName || name) app.name = productName || name;
  app.setDesktopName(desktopName || `${app.name}.desktop`);
}

function answer(line) {
  process.stdout.write(`${line}\n`);
  process.exit(0);
}

function fail(error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
}

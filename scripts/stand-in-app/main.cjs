// What Electron's own default app does, for the stand-in runtime, which ships without one:
// `electron [--version | --abi] [-r file]... path/to/app [arguments]`.
"use strict";
const { app } = require("electron");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const { flags, preloads, target } = parse(process.argv.slice(1));
if (flags.has("--version") || flags.has("-v")) answer(`v${process.versions.electron}`);
else if (flags.has("--abi") || flags.has("-a")) answer(process.versions.modules);
else if (target === null) fail(new Error("usage: electron [-r module] path/to/app"));
else load(target).catch(fail);

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

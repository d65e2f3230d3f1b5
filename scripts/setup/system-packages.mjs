import { existsSync } from "node:fs";
import { hasDisplay } from "./display.mjs";
import { runQuietly, say, tryRun } from "./run.mjs";

/*
 * What a bare Debian lacks to run Electron and its tests. A list of names means any one of them:
 * newer releases renamed some.
 */
export const DESKTOP_PACKAGES = [
  ["xvfb"],
  ["xauth"],
  ["libgtk-3-0t64", "libgtk-3-0"],
  ["libnss3"],
  ["libasound2t64", "libasound2"],
  ["libgbm1"],
  ["libnotify4"],
  ["libsecret-1-0"],
  ["gnome-keyring"],
  ["dbus"],
  ["fonts-dejavu-core"],
  ["unzip"],
];
export const COMPILER_PACKAGES = [["python3"], ["make"], ["g++"]];

/** The wanted packages that are not installed; none where dpkg is not known. */
export async function findMissingPackages(wanted) {
  if (process.platform !== "linux" || !existsSync("/usr/bin/dpkg-query")) return [];
  const query = ["-W", "-f=${db:Status-Status} ${Package}\\n", ...wanted.flat()];
  const { output } = await tryRun("dpkg-query", query);
  return missingOf(wanted, output);
}

/** `listing` holds lines like `installed xvfb`. */
export function missingOf(wanted, listing) {
  const installed = new Set(
    listing
      .split("\n")
      .filter((line) => line.startsWith("installed "))
      .map((line) => line.slice("installed ".length).trim()),
  );
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/** Installs what is missing as root; anyone else is told the command, and we go on without. */
export async function installPackages(missing) {
  if (process.getuid?.() !== 0) {
    const names = missing.map((alternatives) => alternatives.at(-1)).join(" ");
    return say(`system packages are missing; run: sudo apt-get install ${names}`);
  }
  say(`installing ${missing.length} system packages with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update", "-q"], { env });
  const names = await Promise.all(missing.map(choose));
  await runQuietly("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], {
    env,
  });
}

/** The first of the alternatives this release really has; a name that is only provided by others has no version. */
async function choose(alternatives) {
  for (const name of alternatives.slice(0, -1)) {
    const { output } = await tryRun("apt-cache", ["show", "--no-all-versions", name]);
    if (/^Version:/m.test(output)) return name;
  }
  return alternatives.at(-1);
}

/** Elsewhere we don't know the packages: one line when a display is plainly missing. */
export function adviseOtherSystems() {
  if (process.platform !== "linux" || existsSync("/usr/bin/dpkg-query")) return;
  if (hasDisplay() || existsSync("/usr/bin/Xvfb")) return;
  say(
    "no display here: install Xvfb, GTK 3, NSS, ALSA, GBM and libnotify with your package manager",
  );
}

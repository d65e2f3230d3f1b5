import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BrowserWindow } from "electron";
import type { Channel, Input, Output } from "#shared/contract/contract.ts";
import type { App } from "../ports.ts";
import { hasFigures, toAlertLine, toOverviewTable } from "./overview-table.ts";

/** Figures move with every reading; a table more often than this would only scroll. */
const TABLE_INTERVAL_MS = 15_000;

/** The window reads the same announcement as we do and needs a moment to draw it. */
const DRAWING_MS = 1_500;

/**
 * Tells on the terminal what the window shows, where nobody can see the window: a table when
 * figures have changed, each alert as it fires, and a picture of the window in `dataDir`.
 */
export function reportToTerminal(
  keel: App,
  window: BrowserWindow,
  dataDir: string,
  print: (text: string) => void,
): void {
  const picture = join(dataDir, "window.png");
  const told = new Set<string>();
  let lastTable = { at: -Infinity, text: "" };
  let isPictured = false;

  const takePicture = async () => {
    await wait(DRAWING_MS);
    if (window.isDestroyed()) return;
    const image = await window.webContents.capturePage();
    await writeFile(picture, image.toPNG());
    if (!isPictured) print(`\npicture of the window: ${picture}\n`);
    isPictured = true;
  };

  const showTable = async () => {
    const now = Date.now();
    if (now - lastTable.at < TABLE_INTERVAL_MS) return;
    const view = await ask(keel, "overview.get", {});
    if (view === null || !hasFigures(view)) return;
    const text = toOverviewTable(view);
    if (text === lastTable.text) return;
    lastTable = { at: now, text };
    print(`\n${new Date(view.at).toISOString()}  ${text}\n`);
    if (view.runtime.notice !== null && !isPictured) print(`\n${view.runtime.notice}\n`);
    if (!isPictured) await takePicture();
  };

  const showAlerts = async () => {
    const view = await ask(keel, "alerts.list", { limit: 20 });
    const fresh = (view?.alerts ?? []).filter(({ id }) => !told.has(id));
    for (const alert of fresh.toReversed()) {
      told.add(alert.id);
      print(`${toAlertLine(alert)}\n`);
    }
    if (fresh.length > 0 && isPictured) await takePicture();
  };

  keel.subscribe(({ topic }) => {
    if (topic === "risk.updated") void showTable();
    if (topic === "alerts.changed") void showAlerts();
  });
}

/** The answer to one operation, `null` when it failed. */
async function ask<C extends Channel>(keel: App, channel: C, input: Input<C>) {
  const reply = await keel.dispatch(channel, input);
  // The dispatcher answers a channel with that channel's output.
  return reply.ok ? (reply.value as Output<C>) : null;
}

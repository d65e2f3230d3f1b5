import { extname, join } from "node:path";
import { app, BrowserWindow, dialog } from "electron";
import type { SaveFile } from "../ports.ts";
import { saveWholeFile } from "./write-whole-file.ts";

/** The desktop's own dialog asks where; the window never learns the path. */
export const saveFile: SaveFile = async ({ name, text }) => {
  const [window] = BrowserWindow.getAllWindows();
  const extension = extname(name).slice(1);
  const options = {
    defaultPath: join(app.getPath("documents"), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  if (canceled || filePath === "") return false;
  await saveWholeFile(filePath, text);
  return true;
};

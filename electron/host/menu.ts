import { app, Menu, type MenuItemConstructorOptions } from "electron";

/** What the system's own keys need (copy, zoom, quit); everything of Keel's is in the window. */
export function setMenu(): void {
  const developer: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ role: "reload" }, { role: "toggleDevTools" }, { type: "separator" }];
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === "darwin"
      ? [{ role: "appMenu" } as const]
      : [{ role: "fileMenu" } as const]),
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        ...developer,
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

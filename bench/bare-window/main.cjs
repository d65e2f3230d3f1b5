// The least an Electron app can be: one window with one word. What Keel costs is measured beside it.
const { app, BrowserWindow } = require("electron");

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  void window.loadURL("data:text/html,<p data-testid=ready>ready</p>");
});

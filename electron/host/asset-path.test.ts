import { describe, expect, it } from "vitest";
import { toAssetPath } from "./asset-path.ts";

const root = "/opt/keel/renderer";

describe("toAssetPath", () => {
  it.each([
    ["app://keel/", `${root}/index.html`],
    ["app://keel/index.html", `${root}/index.html`],
    ["app://keel/assets/main-1a2b.js?x=1#y", `${root}/assets/main-1a2b.js`],
    ["app://keel/a%20b.css", `${root}/a b.css`],
    // The URL standard folds these before we see them: they stay inside.
    ["app://keel/../../etc/passwd", `${root}/etc/passwd`],
    ["app://keel/%2e%2e/%2e%2e/etc/passwd", `${root}/etc/passwd`],
  ])("%s is %s", (url, file) => {
    expect(toAssetPath(root, url)).toBe(file);
  });

  it.each([
    "app://keel/..%2f..%2fetc/passwd",
    "app://keel/assets%2f..%2f..%2frenderer-other/x.js",
    "app://keel/..%5c..%5cetc%5cpasswd",
    "app://keel/index.html%00.js",
    "app://keel/%",
    "app://keel/%ff",
    "app://other/index.html",
    "app://keel:80/index.html",
    "file:///etc/passwd",
    "https://keel/index.html",
    "",
    "not a URL",
  ])("%j is nothing of ours", (url) => {
    expect(toAssetPath(root, url)).toBeNull();
  });
});

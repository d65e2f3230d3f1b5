import { describe, expect, it } from "vitest";
import { isOwnRequest } from "./own-request.ts";

const DEV = "http://localhost:5173/";

describe("isOwnRequest", () => {
  it.each(["app://keel/index.html", "data:image/png;base64,AA==", "blob:app://keel/1f0c"])(
    "lets %s through, packaged or not",
    (url) => {
      expect([isOwnRequest(url, null, true), isOwnRequest(url, DEV, false)]).toEqual([true, true]);
    },
  );

  it.each([
    "http://example.com/",
    "https://example.com/?app://keel/",
    "wss://example.com/",
    "ftp://example.com/",
    "http://127.0.0.1/",
    "app://keel.example/",
    "app://other/index.html",
    "file:///etc/passwd",
    "chrome://version",
    "not a URL",
  ])("stops %s, packaged or not", (url) => {
    expect([isOwnRequest(url, null, true), isOwnRequest(url, DEV, false)]).toEqual([false, false]);
  });

  it.each([
    "http://localhost:5173/main.tsx",
    "ws://localhost:5173/?token=1",
    "devtools://devtools/",
  ])("lets %s through while developing only", (url) => {
    expect([isOwnRequest(url, DEV, true), isOwnRequest(url, DEV, false)]).toEqual([false, true]);
  });

  it("lets no other port of the development server's through", () => {
    expect(isOwnRequest("http://localhost:9229/json", DEV, false)).toBe(false);
    expect(isOwnRequest("http://localhost:5173/", null, false)).toBe(false);
  });
});

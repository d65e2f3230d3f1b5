import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "electron";
import { toAssetPath } from "./asset-path.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the window's files as `app://keel/…`, nothing outside `root` and nothing of another type. */
export function serveApp(root: string): void {
  protocol.handle("app", async (request) => {
    const file = toAssetPath(root, request.url);
    const type = file === null ? undefined : CONTENT_TYPES[extname(file)];
    if (request.method !== "GET" || file === null || type === undefined) return notFound();
    const body = await readFile(file).catch(() => null);
    return body === null ? notFound() : new Response(body, { headers: headersFor(type) });
  });
}

const headersFor = (type: string) => ({
  "content-type": type,
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
});

const notFound = () => new Response("Not found", { status: 404 });

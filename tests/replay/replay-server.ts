import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { findRoute, parseCases, parseRoutes, type Request } from "./routes.ts";

/**
 * Serves recorded or composed answers of venues to an unmodified client over real HTTP. An address
 * is `<url>/<account>/<original address>` as ccxt's `proxyUrl` builds it, raw or percent-encoded;
 * `<account>!<case>` answers every private request with that error case instead.
 *
 * `root` holds one folder per account with `routes.json` and bodies, and `_errors/<venue>/cases.json`.
 */
export type ReplayServer = {
  /** The `proxyUrl` of an account, with the error case it should meet. */
  readonly proxyUrl: (account: string, errorCase?: string) => string;
  /** What was asked, oldest first, as `GET /fapi/v3/account`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

export async function startReplayServer(root: string): Promise<ReplayServer> {
  const asked: string[] = [];
  const server = http.createServer((incoming, response) => {
    answer(root, incoming, response, asked).catch((error: unknown) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    proxyUrl: (account, errorCase) =>
      `http://127.0.0.1:${port}/${account}${errorCase === undefined ? "" : `!${errorCase}`}/`,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const ADDRESS = /^\/(?<account>[\w.-]+)(?:!(?<errorCase>[\w.-]+))?\/(?<target>.+)$/s;

async function answer(
  root: string,
  incoming: http.IncomingMessage,
  response: http.ServerResponse,
  asked: string[],
): Promise<void> {
  const { account, errorCase, target } = ADDRESS.exec(incoming.url ?? "")?.groups ?? {};
  if (account === undefined || target === undefined) return notFound(response, "no such address");
  const url = new URL(/^https?%3a/i.test(target) ? decodeURIComponent(target) : target);
  const request: Request = {
    method: incoming.method ?? "GET",
    host: url.host,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: await readBody(incoming),
  };
  asked.push(`${request.method} ${request.path}`);
  const { errorsVenue, routes } = parseRoutes(await readJson(root, account, "routes.json"));
  const route = findRoute(routes, request);
  if (errorCase !== undefined && route?.private !== false)
    return fail(await findCase(root, errorsVenue, errorCase), incoming, response);
  if (!route) return notFound(response, "no route");
  response.writeHead(route.status, { "content-type": "application/json", ...route.headers });
  response.end(await readFile(path.join(root, account, route.file)));
}

/** Fields of a JSON object; what is none has no fields. */
async function readBody(incoming: http.IncomingMessage): Promise<Record<string, unknown>> {
  const raw = await text(incoming);
  const fields: unknown = raw.startsWith("{") ? JSON.parse(raw) : {};
  return Object.fromEntries(Object.entries(Object(fields)));
}

async function findCase(root: string, venue: string, name: string) {
  for (const folder of [venue, "_generic"]) {
    // Of some venues no error case is recorded; the general ones are met by all.
    if (!existsSync(path.join(root, "_errors", folder))) continue;
    const { cases } = parseCases(await readJson(root, "_errors", folder, "cases.json"));
    const found = cases[name];
    if (found) return found;
  }
  throw new Error(`no error case ${name}`);
}

function fail(
  failure: Awaited<ReturnType<typeof findCase>>,
  incoming: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  if (failure.transport === "hang") return;
  if (failure.transport === "reset") {
    incoming.socket.destroy();
    return;
  }
  const body = typeof failure.body === "string" ? failure.body : JSON.stringify(failure.body);
  response.writeHead(failure.status, failure.headers).end(body);
}

function notFound(response: http.ServerResponse, reason: string): void {
  response.writeHead(404, { "content-type": "application/json" });
  response.end(JSON.stringify({ replay: reason }));
}

async function readJson(...parts: string[]): Promise<unknown> {
  return JSON.parse(await readFile(path.join(...parts), "utf8"));
}

import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one path in another way than the venue behind: changeable while a test runs. */
export type Fault = (response: http.ServerResponse) => void;

export type FaultyVenue = {
  readonly proxyUrl: string;
  /** By path: `/fapi/v3/account`; under `*` for every other path. */
  readonly faults: Map<string, Fault>;
  /** Paths asked, oldest first. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
};

/** Stands before another loopback venue and passes on what no fault answers. */
export async function startFaultyVenue(behind: string): Promise<FaultyVenue> {
  const faults = new Map<string, Fault>();
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const target = (request.url ?? "").slice(1);
    const { pathname } = new URL(/^https%3a/i.test(target) ? decodeURIComponent(target) : target);
    asked.push(pathname);
    const fault = faults.get(pathname) ?? faults.get("*");
    if (fault) fault(response);
    else passOn(`${behind}${target}`, request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    proxyUrl: `http://127.0.0.1:${port}/`,
    faults,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function passOn(
  url: string,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const key = request.headers["x-mbx-apikey"];
  const answer = await fetch(
    url,
    key === undefined ? {} : { headers: { "x-mbx-apikey": String(key) } },
  );
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(await answer.text());
}

export function answers(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Fault {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Headers and a first piece, then silence. */
export function stalls(): Fault {
  return (response) => response.writeHead(200, { "content-type": "application/json" }).write("{");
}

/** Headers and a first piece, then the connection is gone. */
export function cuts(): Fault {
  return (response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("{", () => response.destroy());
  };
}

import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startDemoVenue } from "../../../electron/demo/demo-venue.ts";

export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export type FickleVenue = {
  readonly proxyUrl: string;
  /** What every request meets from now on; `null`: the venue again. */
  readonly misbehave: (fault: Fault | null) => void;
  /** What the venue says of any key: flags of GET /sapi/v1/account/apiRestrictions; `null`: it can't be asked. */
  readonly allow: (flags: Readonly<Record<string, boolean>> | null) => void;
  /** Headers that stand on every answer of the venue from now on. */
  readonly tell: (headers: Readonly<Record<string, string>>) => void;
  /** How far the venue's clock is ahead of this computer's. */
  readonly setClockAhead: (ms: number) => void;
  readonly close: () => Promise<void>;
};

const VIEW_ONLY = { enableReading: true, enableWithdrawals: false, enableFutures: false };

/** Passes everything on to the composed venue, but for keys' rights and while a fault is set. */
export async function startFickleVenue(): Promise<FickleVenue> {
  const bodiesDir = join(import.meta.dirname, "../../../resources/demo");
  const venue = await startDemoVenue({ now: Date.now, bodiesDir });
  let fault: Fault | null = null;
  let told: Readonly<Record<string, string>> = {};
  let aheadMs = 0;
  let rights: Readonly<Record<string, boolean>> | null = VIEW_ONLY;
  const server = createServer((incoming, response) => {
    if (fault) return fault(incoming, response);
    if (decodeURIComponent(incoming.url ?? "").includes("/apiRestrictions")) {
      if (rights === null) return incoming.socket.destroy();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rights));
      return;
    }
    if (aheadMs !== 0 && decodeURIComponent(incoming.url ?? "").endsWith("/fapi/v1/time"))
      return answers(200, JSON.stringify({ serverTime: Date.now() + aheadMs }))(incoming, response);
    for (const [name, value] of Object.entries(told)) response.setHeader(name, value);
    passOn(venue.proxyUrl, incoming, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    proxyUrl: `http://127.0.0.1:${port}/demo/`,
    misbehave: (next) => (fault = next),
    allow: (flags) => (rights = flags && { ...VIEW_ONLY, ...flags }),
    tell: (headers) => (told = headers),
    setClockAhead: (ms) => (aheadMs = ms),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await venue.close();
    },
  };
}

function passOn(venueUrl: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { hostname: host, port } = new URL(venueUrl);
  const { url: path, method, headers } = incoming;
  // A connection of its own: a kept one can be closed by the venue just as it is taken up again.
  const onward = request({ host, port, path, method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  // At the end of a test the venue is closed while the app may still be asking.
  onward.on("error", () => response.destroy());
  onward.end();
}

/** An answer of the venue, as a fault. */
export function answers(status: number, body: string, type = "application/json"): Fault {
  return (_request, response) => response.writeHead(status, { "content-type": type }).end(body);
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type RecordingProxy = {
  /** Arguments that send all of Chromium's traffic here, to loopback too. */
  readonly args: readonly string[];
  /** The places it was asked for, and let nobody through to. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

export async function startRecordingProxy(): Promise<RecordingProxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    args: [`--proxy-server=127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>"],
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

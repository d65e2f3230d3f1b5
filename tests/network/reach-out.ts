import dgram from "node:dgram";
import dns from "node:dns";
import http from "node:http";
import { once } from "node:events";
import { writeSync } from "node:fs";
import tls from "node:tls";

/** Everything a program might try; all of it has to fail. For the proof of the recorder. */
const attempts: readonly (() => unknown)[] = [
  () => dns.promises.lookup("a.example"),
  () => dns.lookup("b.example", () => {}),
  () => fetch("https://c.example/"),
  () => once(http.get("http://d.example/"), "response"),
  () => once(tls.connect({ host: "e.example", port: 443 }), "secureConnect"),
  () => dgram.createSocket("udp4"),
];

let stopped = 0;
for (const attempt of attempts) {
  try {
    await attempt();
  } catch {
    stopped += 1;
  }
}
writeSync(1, `stopped ${stopped}\n`);

import dgram from "node:dgram";
import dns from "node:dns";
import { writeSync } from "node:fs";
import net from "node:net";

/*
 * Loaded before anything else in a process: prints every place that is contacted, by whatever
 * means, and lets nothing through but loopback. Node's own sockets, those of undici and of TLS all
 * go through the one method that is wrapped here.
 */

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

const print = (how: string, place: string) => writeSync(1, `${how} ${place}\n`);

function refuse(): never {
  throw Object.assign(new Error("refused by the test"), { code: "ECONNREFUSED" });
}

// oxlint-disable-next-line typescript/unbound-method -- called with the socket it was asked on
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function record(this: net.Socket, ...args: never[]): net.Socket {
  const { host, port, path } = targetOf(args);
  print("socket", path ?? `${String(host)}:${String(port)}`);
  if (path !== undefined || LOOPBACK.has(String(host))) return Reflect.apply(connect, this, args);
  const refused = Object.assign(new Error("refused by the test"), { code: "ECONNREFUSED" });
  process.nextTick(() => this.destroy(refused));
  return this;
};

type Target = { host?: unknown; port?: unknown; path?: string };

/** Node hands its own calls over as one list that was put in order before. */
function targetOf([first, second]: readonly unknown[]): Target {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  if (typeof options === "object" && options !== null) return { host: "localhost", ...options };
  return { port: options, host: typeof second === "string" ? second : "localhost" };
}

for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny"] as const) {
  Object.assign(dns, { [name]: onlyAddresses(dns[name]) });
  Object.assign(dns.promises, { [name]: onlyAddresses(dns.promises[name]) });
}

/** What is an address already is a question to nobody. */
function onlyAddresses(ask: unknown) {
  return (host: string, ...rest: unknown[]): unknown =>
    net.isIP(host) === 0 || typeof ask !== "function"
      ? refuseName(host)
      : Reflect.apply(ask, dns, [host, ...rest]);
}

function refuseName(host: string): never {
  print("name", host);
  return refuse();
}

dgram.createSocket = () => {
  print("datagram", "somewhere");
  return refuse();
};

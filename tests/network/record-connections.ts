import type { Socket } from "node:net";

/*
 * Loaded before anything else in a process: tells every place that is contacted, by whatever means,
 * on standard output or in the file named by RECORD_TO, and lets nothing through but loopback. Node's
 * own sockets, those of undici and of TLS all go through the one method that is wrapped here.
 */

// Asked for and not imported: without its types this is a script that an older Node can require.
const dgram = process.getBuiltinModule("node:dgram");
const dns = process.getBuiltinModule("node:dns");
const { openSync, writeSync } = process.getBuiltinModule("node:fs");
const net = process.getBuiltinModule("node:net");

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

const { RECORD_TO } = process.env;
const record = RECORD_TO === undefined ? 1 : openSync(RECORD_TO, "a");

const tell = (how: string, place: string) => writeSync(record, `${how} ${place}\n`);

function refuse(): never {
  throw Object.assign(new Error("refused by the test"), { code: "ECONNREFUSED" });
}

// oxlint-disable-next-line typescript/unbound-method -- called with the socket it was asked on
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectAndRecord(this: Socket, ...args: never[]): Socket {
  const { host, port, path } = targetOf(args);
  tell("socket", path ?? `${String(host)}:${String(port)}`);
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
  tell("name", host);
  return refuse();
}

dgram.createSocket = () => {
  tell("datagram", "somewhere");
  return refuse();
};

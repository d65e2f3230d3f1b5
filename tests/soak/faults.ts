import type http from "node:http";
import { gzipSync } from "node:zlib";
import type { ErrorCode } from "#shared/contract/reply.ts";
import { answers, cuts, stalls } from "../replay/faulty-venue.ts";
import type { Random } from "./random.ts";

/** What stands between the venue and the client when a fault strikes. */
export type Struck = {
  readonly response: http.ServerResponse;
  /** The venue's whole answer, as text. */
  readonly pass: () => Promise<string>;
  /** The answer to the same question one reading ago; `null` at first. */
  readonly before: string | null;
  readonly random: Random;
};

export type FaultKind = {
  readonly name: string;
  /** What a failed reading may be called while only this kind strikes. */
  readonly codes: readonly ErrorCode[];
  /** Whether it strikes signed questions only. */
  readonly isSigned?: true;
  /** The only question it strikes; any when left out. */
  readonly path?: string;
  readonly strike: (struck: Struck) => Promise<void> | void;
};

const JSON_TYPE = { "content-type": "application/json" };
/** Shorter than the soak's time limits, so that such an answer is good, only late. */
const LATE_MS = 40;
const LONGEST_WAIT_SECONDS = 600;
export const LONGEST_WAIT_MS = LONGEST_WAIT_SECONDS * 1_000;

function after(ms: number, act: () => void): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      act();
      resolve();
    }, ms);
  });
}

function refuses(
  name: string,
  codes: readonly ErrorCode[],
  status: number,
  bodies: readonly [unknown, ...unknown[]],
): FaultKind {
  const strike = ({ response, random }: Struck) => answers(status, random.pick(bodies))(response);
  return { name, codes, strike };
}

function tellsToWait(name: string, status: number, least: number, most: number): FaultKind {
  return {
    name,
    codes: ["rate_limited"],
    isSigned: true,
    strike: ({ response, random }) => {
      const seconds = random.int(least, most);
      const body = { code: -1003, msg: "Too many requests" };
      answers(status, body, { ...JSON_TYPE, "retry-after": String(seconds) })(response);
    },
  };
}

const late: FaultKind = {
  name: "late",
  codes: [],
  strike: async ({ response, pass, random }) => {
    const text = await pass();
    await after(random.int(1, LATE_MS), () => response.writeHead(200, JSON_TYPE).end(text));
  },
};

const trickling: FaultKind = {
  name: "trickling",
  codes: [],
  strike: async ({ response, pass }) => {
    const text = await pass();
    const middle = Math.floor(text.length / 2);
    response.writeHead(200, JSON_TYPE).write(text.slice(0, middle));
    await after(LATE_MS, () => response.end(text.slice(middle)));
  },
};

const cutInTheMiddle: FaultKind = {
  name: "cut in the middle",
  codes: ["venue_unavailable"],
  strike: async ({ response, pass, random }) => {
    const text = await pass();
    response.writeHead(200, { ...JSON_TYPE, "content-length": Buffer.byteLength(text) });
    const part = text.slice(0, Math.floor(text.length * random.next()));
    response.write(part, () => response.destroy());
  },
};

const compressedAndCut: FaultKind = {
  name: "compressed and cut",
  codes: ["venue_unavailable"],
  strike: async ({ response, pass, random }) => {
    const body = gzipSync(await pass());
    const headers = { "content-encoding": "gzip", "content-length": body.length };
    response.writeHead(200, { ...JSON_TYPE, ...headers });
    const part = body.subarray(0, Math.floor(body.length * random.next()));
    response.write(part, () => response.destroy());
  },
};

/** Cut by something on the way that mends the length, so that the transport sees nothing wrong. */
const shortened: FaultKind = {
  name: "shortened",
  codes: ["bad_venue_data", "venue_unavailable", "venue_rejected"],
  strike: async ({ response, pass, random }) => {
    const text = await pass();
    const part = text.slice(0, Math.floor(text.length * random.next()));
    response.writeHead(200, JSON_TYPE).end(part);
  },
};

/** A server behind the venue's balancer that lags: an answer that was true one reading ago. */
const lagging: FaultKind = {
  name: "lagging",
  codes: ["bad_venue_data"],
  isSigned: true,
  strike: async ({ response, pass, before }) => {
    const text = before ?? (await pass());
    response.writeHead(200, JSON_TYPE).end(text);
  },
};

export const FAULT_KINDS: readonly [FaultKind, ...FaultKind[]] = [
  late,
  trickling,
  cutInTheMiddle,
  compressedAndCut,
  shortened,
  lagging,
  tellsToWait("429", 429, 1, 90),
  tellsToWait("418", 418, 60, LONGEST_WAIT_SECONDS),
  {
    name: "reset",
    codes: ["venue_unavailable"],
    strike: ({ response }) => void response.socket?.destroy(),
  },
  { name: "stalling", codes: ["venue_unavailable"], strike: ({ response }) => stalls()(response) },
  { name: "silent", codes: ["venue_unavailable"], strike: () => {} },
  { name: "cut", codes: ["venue_unavailable"], strike: ({ response }) => cuts()(response) },
  refuses("500", ["venue_unavailable"], 500, ["", "<html>", { code: -1000, msg: "" }]),
  refuses("503", ["venue_unavailable"], 503, ["", "<html>", { code: -1016, msg: "" }]),
  refuses("page", ["bad_venue_data", "venue_unavailable"], 200, ["<html>captcha</html>"]),
  refuses("hollow", ["bad_venue_data"], 200, ["", "null", "{}", '""', "0", "true"]),
  {
    // Of orders and settings an empty list is a whole answer; of the legs the account holds it is not.
    ...refuses("no positions", ["bad_venue_data"], 200, ["[]"]),
    path: "/fapi/v3/positionRisk",
  },
  refuses("clock", ["clock_off"], 400, [{ code: -1021, msg: "Timestamp" }]),
  {
    ...refuses("key", ["credentials_rejected"], 401, [{ code: -2015, msg: "Invalid API-key" }]),
    isSigned: true,
  },
  {
    name: "not compressed",
    codes: ["bad_venue_data"],
    strike: ({ response }) => answers(200, "{}", { "content-encoding": "gzip" })(response),
  },
];

import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultKind } from "./faults.ts";
import type { Random } from "./random.ts";

/** Which faults strike at present, and how often: 0 never … 1 always. */
export type Weather = { readonly kinds: readonly FaultKind[]; readonly probability: number };

export const CALM: Weather = { kinds: [], probability: 0 };

export type RoughVenue = {
  readonly proxyUrl: string;
  readonly setWeather: (weather: Weather) => void;
  /** Whole answers this key was given of late to one question. */
  readonly said: (key: string, path: string) => readonly string[];
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

type Options = {
  /** Loopback venue of each key; the first answers what is asked without one. */
  readonly behind: ReadonlyMap<string, string>;
  readonly random: Random;
};

/** How many answers to one question are remembered. */
const REMEMBERED = 6;

/** Stands before healthy venues and spoils what they say, by chance and as the weather is. */
export async function startRoughVenue(options: Options): Promise<RoughVenue> {
  const state = createState(options);
  const server = http.createServer((request, response) => {
    answer(options, state, request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    proxyUrl: `http://127.0.0.1:${port}/`,
    setWeather: (weather) => void (state.weather = weather),
    said: (key, path) => state.said.get(`${key} ${path}`) ?? [],
    asked: () => state.asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function createState({ behind }: Options) {
  const [fallback = ""] = behind.values();
  return {
    weather: CALM,
    fallback,
    asked: 0,
    said: new Map<string, readonly string[]>(),
  };
}
type State = ReturnType<typeof createState>;

async function answer(
  { behind, random }: Options,
  state: State,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const target = (request.url ?? "").slice(1);
  const { pathname } = new URL(/^https%3a/i.test(target) ? decodeURIComponent(target) : target);
  const key = String(request.headers["x-mbx-apikey"] ?? "");
  state.asked += 1;
  const earlier = state.said.get(`${key} ${pathname}`) ?? [];
  const pass = async (): Promise<string> => {
    const text = await ask(`${behind.get(key) ?? state.fallback}${target}`, key);
    state.said.set(`${key} ${pathname}`, [...earlier, text].slice(-REMEMBERED));
    return text;
  };
  const kind = chooseFault(state.weather, random, { pathname, isSigned: key !== "" });
  if (kind === null) {
    response.writeHead(200, { "content-type": "application/json" }).end(await pass());
    return;
  }
  await kind.strike({ response, pass, before: earlier.at(-1) ?? null, random });
}

function chooseFault(
  weather: Weather,
  random: Random,
  { pathname, isSigned }: { readonly pathname: string; readonly isSigned: boolean },
): FaultKind | null {
  const [first, ...others] = weather.kinds;
  if (!first || !random.chance(weather.probability)) return null;
  const kind = random.pick([first, ...others]);
  if (kind.isSigned && !isSigned) return null;
  return kind.path === undefined || kind.path === pathname ? kind : null;
}

async function ask(url: string, key: string): Promise<string> {
  const answered = await fetch(url, key === "" ? {} : { headers: { "x-mbx-apikey": key } });
  return answered.text();
}

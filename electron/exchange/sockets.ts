import type { Exchange } from "./ccxt-classes.ts";

/** Ends ccxt's sockets and what is under way on them. There are none before the first request. */
export async function closeSockets(exchange: Exchange): Promise<void> {
  await destroy(exchange.fetchDispatcher);
}

/** The same, and later requests get new ones: those from before a sleep are dead without knowing it. */
export function renewSockets(exchange: Exchange): void {
  const old: unknown = exchange.fetchDispatcher;
  const Dispatcher: unknown = Reflect.get(Object(old), "constructor");
  if (old === undefined || typeof Dispatcher !== "function") return;
  const fresh: unknown = Reflect.construct(Dispatcher, [exchange.getDispatcherOptions(true)]);
  exchange.fetchDispatcher = fresh;
  // What is under way ends with an error of its own; nothing else is left to fail.
  void destroy(old);
}

async function destroy(dispatcher: unknown): Promise<void> {
  const end: unknown = Reflect.get(Object(dispatcher), "destroy");
  if (typeof end === "function") await Reflect.apply(end, dispatcher, []);
}

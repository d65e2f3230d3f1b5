const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Signed requests go to this address: never to another computer, whoever asks for it. */
export function isLoopback(proxyUrl: string | null): boolean {
  if (proxyUrl === null) return true;
  return URL.canParse(proxyUrl) && LOOPBACK.has(new URL(proxyUrl).hostname);
}

/** ccxt's entry, destructured, so that the bundler keeps only these: what Keel did until ADR 9. */
export async function loadCcxt(id: string): Promise<unknown> {
  const {
    binance,
    binancecoinm,
    binanceusdm,
    bitget,
    bybit,
    deribit,
    dydx,
    gate,
    hyperliquid,
    krakenfutures,
    kucoinfutures,
    okx,
    NetworkError,
  } = await import("ccxt");
  const classes: Readonly<Record<string, unknown>> = {
    binance,
    binancecoinm,
    binanceusdm,
    bitget,
    bybit,
    deribit,
    dydx,
    gate,
    hyperliquid,
    krakenfutures,
    kucoinfutures,
    okx,
  };
  return { Class: classes[id], errors: { NetworkError } };
}

/** All of ccxt, by the name of a class. */
export async function loadCcxt(id: string): Promise<unknown> {
  const { default: ccxt } = await import("ccxt");
  return { Class: Reflect.get(ccxt, id), errors: ccxt };
}

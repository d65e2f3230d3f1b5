import { VenueError } from "../../exchange-client.ts";

/** One clearinghouse of one address: the main dex, which has no name, or a builder's. */
export type Wallet = { readonly user: string; readonly dex: string | null };

const WALLET = /^(?<user>0x[0-9a-fA-F]{40})(?:\/(?<dex>[a-z0-9]{1,12}))?$/;

/**
 * `0x…` is the main dex, `0x…/xyz` the dex of that name: each has collateral of its own, so each is
 * an account of its own. Throws `invalid_input` on what is neither.
 */
export function parseWallet(text: string | null): Wallet {
  const { user, dex = null } = WALLET.exec(text ?? "")?.groups ?? {};
  if (user !== undefined) return { user, dex };
  const message =
    "Hyperliquid accounts are read by their address: 0x and 40 hexadecimal digits, then /name for the account on a builder's dex.";
  throw new VenueError("invalid_input", message);
}

/** The fields that name the wallet in a question. The main dex is asked for by no name. */
export function toQuestion(type: string, { user, dex }: Wallet): Readonly<Record<string, string>> {
  return { type, user, ...(dex !== null && { dex }) };
}

import { VenueError } from "../../exchange-client.ts";

/** One parent subaccount of one address, with the child subaccounts of its isolated positions. */
export type Wallet = { readonly address: string; readonly subaccount: number };

/** Subaccounts below it are parents; each other one is the child of its remainder. */
export const PARENTS = 128;

const WALLET = /^(?<address>dydx1[02-9ac-hj-np-z]{38})(?:\/(?<number>\d{1,3}))?$/;

/** `dydx1…` is subaccount 0, `dydx1…/3` subaccount 3. Throws `invalid_input` on what is neither. */
export function parseWallet(text: string | null): Wallet {
  const { address, number = "0" } = WALLET.exec(text ?? "")?.groups ?? {};
  const subaccount = Number(number);
  if (address !== undefined && subaccount < PARENTS) return { address, subaccount };
  const message =
    "dYdX accounts are read by their address: dydx1 and 38 letters and digits, then /number for a subaccount other than 0.";
  throw new VenueError("invalid_input", message);
}

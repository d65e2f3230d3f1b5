import { useState } from "react";
import type { Failure } from "#shared/contract/reply.ts";
import { call, toFailure } from "../../bridge/bridge.ts";
import type { AddInput } from "./add-input.ts";

export type Adding =
  | { readonly step: "filling"; readonly failure: Failure | null }
  | { readonly step: "testing" }
  | { readonly step: "added"; readonly accountId: string };

/**
 * The way of one account being added. Not a mutation of the query client: that would keep the
 * request, and the key in it, in memory long after the answer.
 */
export function useAddAccount() {
  const [adding, setAdding] = useState<Adding>({ step: "filling", failure: null });

  async function add(input: AddInput): Promise<void> {
    setAdding({ step: "testing" });
    try {
      const { accountId } = await call("accounts.add", input);
      setAdding({ step: "added", accountId });
    } catch (error) {
      setAdding({ step: "filling", failure: toFailure(error) });
    }
  }

  return { adding, add, restart: () => setAdding({ step: "filling", failure: null }) };
}

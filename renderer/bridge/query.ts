import { queryOptions, useMutation } from "@tanstack/react-query";
import type { Channel, Input } from "#shared/contract/contract.ts";
import { call } from "./bridge.ts";

/** The query of one operation. Its key starts with the channel, which is what events invalidate. */
export function channelQuery<C extends Channel>(channel: C, input: Input<C>) {
  return queryOptions({ queryKey: [channel, input], queryFn: () => call(channel, input) });
}

/** An operation that changes something; the answer to it comes back as events. */
export function useCall<C extends Channel>(channel: C) {
  return useMutation({ mutationFn: (input: Input<C>) => call(channel, input) });
}

import { useQuery } from "@tanstack/react-query";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { PoolExplanation } from "../../ui/pool-explanation.tsx";
import type { PoolFigure } from "../../ui/pool-figure.ts";
import { FailedState, LoadingState } from "../../ui/states.tsx";
import { overviewQueries } from "./queries.ts";

type AccountPartsProps = {
  accountId: string;
  figure: PoolFigure;
  /** Only this pool; all of the account's when absent. */
  poolName?: string;
};

/** The line items of an account's figure, pool by pool. */
export function AccountParts({ accountId, figure, poolName }: AccountPartsProps) {
  const margin = useQuery(overviewQueries.margin(accountId));
  if (margin.error && !margin.data)
    return <FailedState {...describeFailure(toFailure(margin.error))} />;
  if (!margin.data) return <LoadingState>Adding up the line items.</LoadingState>;
  const pools = margin.data.pools.filter((pool) => !poolName || pool.name === poolName);
  if (pools.length === 0) return <p>This account has no pool with figures.</p>;
  return pools.map((pool) => <PoolExplanation key={pool.name} pool={pool} figure={figure} />);
}

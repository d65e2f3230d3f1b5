import { useQuery } from "@tanstack/react-query";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { AlertList } from "../../ui/alert-list.tsx";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState, FailedState, LoadingState } from "../../ui/states.tsx";
import { alertQueries } from "./queries.ts";

/** Every change of level that was stored, newest first, and whether the desktop took the notice. */
export function AlertsPage() {
  const alerts = useQuery(alertQueries.list());
  const failure = alerts.error && (
    <FailedState
      {...describeFailure(toFailure(alerts.error))}
      onRetry={() => void alerts.refetch()}
    />
  );
  if (!alerts.data) return failure ?? <LoadingState>Reading the stored alerts.</LoadingState>;
  if (alerts.data.alerts.length === 0)
    return (
      <EmptyState title="No alert so far">
        A change of level is stored here before it is shown on the desktop.
      </EmptyState>
    );
  return (
    <>
      {failure}
      <Panel title="Alerts">
        <AlertList alerts={alerts.data.alerts} isDetailed />
      </Panel>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { OverviewView } from "#shared/views/overview.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Banner, EmptyState, FailedState, LoadingState } from "../../ui/states.tsx";
import { AccountsPanel } from "./accounts-panel.tsx";
import { AlertsPanel } from "./alerts-panel.tsx";
import { EquityPanel } from "./equity-panel.tsx";
import { Headlines } from "./headlines.tsx";
import { conditionOf } from "./overview-condition.ts";
import styles from "./overview-page.module.css";
import { PositionsPanel } from "./positions-panel.tsx";
import { overviewQueries } from "./queries.ts";
import { Waterline } from "./waterline.tsx";

/** The page a trader keeps open all day. */
export function OverviewPage() {
  const overview = useQuery(overviewQueries.overview());
  const retry = () => void overview.refetch();
  if (!overview.data)
    return overview.error ? (
      <FailedState {...describeFailure(toFailure(overview.error))} onRetry={retry} />
    ) : (
      <LoadingState>Reading the last stored snapshot.</LoadingState>
    );
  return (
    <>
      {overview.error && (
        <FailedState {...describeFailure(toFailure(overview.error))} onRetry={retry} />
      )}
      <Loaded view={overview.data} />
    </>
  );
}

function Loaded({ view }: { view: OverviewView }) {
  const sync = useCall("accounts.sync");
  const condition = conditionOf(view);
  if (condition.kind === "empty") return <NoAccounts />;
  if (condition.kind === "waiting") return <NothingRead view={view} />;
  return (
    <>
      {(condition.kind === "offline" || condition.kind === "partial") && (
        <Banner
          title={condition.title}
          testId={`overview-${condition.kind}`}
          actions={
            condition.kind === "offline" && (
              <Button onClick={() => sync.mutate({ accountId: null })} isBusy={sync.isPending}>
                Sync now
              </Button>
            )
          }
        >
          {condition.sentence}
        </Banner>
      )}
      {sync.error && <FailedState {...describeFailure(toFailure(sync.error))} />}
      <div className={styles["grid"]}>
        <Waterline view={view} className={styles["waterline"]} />
        <Headlines view={view} className={styles["headlines"]} />
        <EquityPanel className={styles["equity"]} />
        <AccountsPanel view={view} className={styles["accounts"]} />
        <PositionsPanel view={view} className={styles["positions"]} />
        <AlertsPanel view={view} className={styles["alerts"]} />
      </div>
    </>
  );
}

function NoAccounts() {
  const enterDemo = useCall("demo.enter");
  return (
    <>
      {enterDemo.error && <FailedState {...describeFailure(toFailure(enterDemo.error))} />}
      <EmptyState
        title="No account yet"
        actions={
          <>
            <ButtonLink href="/accounts/add" kind="primary">
              Add an account
            </ButtonLink>
            <Button onClick={() => enterDemo.mutate({})} isBusy={enterDemo.isPending}>
              Open the demo
            </Button>
          </>
        }
      >
        Add an account with a view-only key to see how far your whole book is from liquidation, or
        open the demo to look around first.
      </EmptyState>
    </>
  );
}

function NothingRead({ view }: { view: OverviewView }) {
  const failed = view.accounts.find(({ feed }) => feed.failure !== null);
  if (failed?.feed.failure) return <FailedState {...describeFailure(failed.feed.failure)} />;
  return <LoadingState>Reading {view.accounts[0]?.label} for the first time.</LoadingState>;
}

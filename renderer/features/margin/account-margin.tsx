import { useQuery } from "@tanstack/react-query";
import type { MarginView } from "#shared/views/margin.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { formatStamp } from "../../format/time.ts";
import { FeedAge } from "../../ui/age.tsx";
import { feedSentences, isStale } from "../../ui/feed-words.ts";
import { GenericTag } from "../../ui/generic-tag.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Banner, EmptyState, FailedState, LoadingState } from "../../ui/states.tsx";
import { Worksheet } from "../../ui/worksheet.tsx";
import styles from "./margin-page.module.css";
import { PoolSheet } from "./pool-sheet.tsx";
import { marginQueries } from "./queries.ts";
import { ReconciliationTable } from "./reconciliation-table.tsx";
import { trustSentence } from "./reconciliation-words.ts";

export function AccountMargin({ accountId }: { accountId: string }) {
  const margin = useQuery(marginQueries.account(accountId));
  const failure = margin.error && (
    <FailedState
      {...describeFailure(toFailure(margin.error))}
      onRetry={() => void margin.refetch()}
    />
  );
  if (!margin.data) return failure ?? <LoadingState>Adding up the line items.</LoadingState>;
  return (
    <>
      {failure}
      <Sheets view={margin.data} />
    </>
  );
}

function Sheets({ view }: { view: MarginView }) {
  if (view.readAt === null)
    return (
      <EmptyState title="No reading yet">
        The first snapshot of this account has not been read. {feedSentences(view.feed).at(-1)}
      </EmptyState>
    );
  return (
    <div className={styles["account"]} data-feed={view.feed.state}>
      <p className={styles["source"]}>
        <span>
          {view.feed.state === "kept" ? "As of" : "Read"}{" "}
          <strong>{formatStamp(view.readAt)}</strong>
        </span>
        {view.venueAt !== null && <span>venue clock {formatStamp(view.venueAt)}</span>}
        <span>
          rule <strong>{view.marginModel}</strong>
          <GenericTag marginModel={view.marginModel} />
        </span>
        <FeedAge feed={view.feed} />
        <Trust view={view} />
      </p>
      {isStale(view.feed) && (
        <Banner title="These figures are old">{feedSentences(view.feed).join(" ")}</Banner>
      )}
      {view.gaps.length > 0 && <Gaps view={view} />}
      {view.pools.map((pool) => (
        <PoolSheet key={pool.name} pool={pool} />
      ))}
      {(view.fundingPerDay.lines.length > 0 || view.fundingPerDay.gaps.length > 0) && (
        <Panel title="Funding a day, at the rates of now">
          <div className={styles["funding"]}>
            <Worksheet label="Funding a day" figure={view.fundingPerDay} field="fundingPerDay" />
          </div>
        </Panel>
      )}
      <Panel title="Reported by the venue, calculated by Keel">
        <ReconciliationTable rows={view.reconciliation} />
      </Panel>
    </div>
  );
}

function Trust({ view: { trust, feed } }: { view: MarginView }) {
  const isOld = isStale(feed);
  return (
    <span className={styles["trust"]} data-testid="trust" data-state={trust.state} data-old={isOld}>
      {trustSentence(trust, isOld)}
    </span>
  );
}

function Gaps({ view }: { view: MarginView }) {
  return (
    <Panel title="What is missing">
      <ul className={styles["gaps"]} data-testid="gap-list">
        {view.gaps.map((gap) => (
          <li key={`${gap.code} ${gap.path}`}>
            <span>{gap.message}</span>
            <code>{gap.path}</code>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

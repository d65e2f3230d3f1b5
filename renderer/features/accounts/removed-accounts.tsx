import { useQuery } from "@tanstack/react-query";
import { modelLabel, venueLabel } from "#shared/domain/venue-catalog.ts";
import type { RemovedAccountsView, RemovedAccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { formatStamp } from "../../format/time.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { DemoTag } from "../../ui/demo-tag.tsx";
import { Banner, FailedState } from "../../ui/states.tsx";
import table from "../../ui/table.module.css";
import { EraseAccountDialog } from "./erase-account-dialog.tsx";
import { erasingSentence, formatCount } from "./erasure-words.ts";
import { accountQueries } from "./queries.ts";
import styles from "./removed-accounts.module.css";

type RemovedAccountsProps = { chosenId: string | undefined; onClose: () => void };

/** Accounts that are out of sight while their history is still stored. `chosenId` is to be erased. */
export function RemovedAccounts({ chosenId, onClose }: RemovedAccountsProps) {
  const { data, error, refetch } = useQuery(accountQueries.listRemoved());
  if (error)
    return <FailedState {...describeFailure(toFailure(error))} onRetry={() => void refetch()} />;
  if (!data) return null;
  const kept = data.accounts.filter(({ isErasing }) => !isErasing);
  const chosen = kept.find(({ accountId }) => accountId === chosenId);
  return (
    <>
      <Erasing view={data} />
      {kept.length > 0 && <KeptAccounts accounts={kept} />}
      {chosen && <EraseAccountDialog account={chosen} onClose={onClose} />}
    </>
  );
}

function Erasing({ view }: { view: RemovedAccountsView }) {
  const retry = useCall("accounts.erase");
  const erasing = view.accounts.filter(({ isErasing }) => isErasing);
  const [next] = erasing;
  if (next && view.failure !== null)
    return (
      <Banner
        title="Erasing stopped"
        testId="erasing"
        actions={
          <Button onClick={() => retry.mutate({ accountId: next.accountId })}>Try again</Button>
        }
      >
        {erasing.map(erasingSentence).join(" ")} {view.failure}
      </Banner>
    );
  if (next)
    return (
      <Banner title="Erasing" testId="erasing">
        {erasing.map(erasingSentence).join(" ")} You can go on working; closed, Keel goes on when it
        is started again.
      </Banner>
    );
  if (!view.hasTraces) return null;
  return (
    <Banner title="Erased" testId="traces">
      Copies of what was erased may be in unused parts of the database until Keel is closed; then it
      is written anew.
    </Banner>
  );
}

function KeptAccounts({ accounts }: { accounts: readonly RemovedAccountView[] }) {
  return (
    <details className={styles["fold"]} data-testid="removed-accounts">
      <summary>Removed accounts ({accounts.length})</summary>
      <div className={table["scroll"]}>
        <table className={table["table"]}>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Venue</th>
              <th scope="col">Account kind</th>
              <th scope="col">Removed</th>
              <th scope="col" data-align="right">
                Snapshots
              </th>
              <th scope="col" aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <KeptRow key={account.accountId} account={account} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function KeptRow({ account }: { account: RemovedAccountView }) {
  const { accountId, label, venue, marginModel, isDemo, removedAt, snapshotCount } = account;
  return (
    <tr data-testid={`removed-${accountId}`}>
      <td>
        {label}
        {isDemo && <DemoTag />}
      </td>
      <td>{venueLabel(venue)}</td>
      <td>{modelLabel(venue, marginModel)}</td>
      <td>{formatStamp(removedAt)}</td>
      <td data-align="right">{formatCount(snapshotCount)}</td>
      <td data-align="right">
        <ButtonLink href={`/accounts/erase/${accountId}`} kind="quiet">
          Erase history
        </ButtonLink>
      </td>
    </tr>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { AccountsView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { EmptyState, FailedState, LoadingState } from "../../ui/states.tsx";
import { AccountSheet } from "./account-sheet.tsx";
import { AccountTable } from "./account-table.tsx";
import { AddAccountDialog } from "./add-account-dialog.tsx";
import { DemoPanel } from "./demo-panel.tsx";
import styles from "./accounts-page.module.css";
import { accountQueries } from "./queries.ts";
import { RemoveAccountDialog } from "./remove-account-dialog.tsx";
import { RemovedAccounts } from "./removed-accounts.tsx";

type AccountsPageProps = { step: string | undefined; accountId: string | undefined };

/** The accounts Keel reads, and what can be done with them. `step` opens a dialog. */
export function AccountsPage({ step, accountId }: AccountsPageProps) {
  const accounts = useQuery(accountQueries.list());
  const [, navigate] = useLocation();
  const close = () => navigate("/accounts");
  const failure = accounts.error && (
    <FailedState
      {...describeFailure(toFailure(accounts.error))}
      onRetry={() => void accounts.refetch()}
    />
  );
  if (!accounts.data) return failure ?? <LoadingState>Reading the accounts.</LoadingState>;
  const chosen = accounts.data.accounts.find((account) => account.accountId === accountId);
  return (
    <>
      {failure}
      <AccountsPanel view={accounts.data} />
      <DemoPanel />
      <RemovedAccounts chosenId={step === "erase" ? accountId : undefined} onClose={close} />
      {step === "add" && (
        <AddAccountDialog
          accounts={accounts.data.accounts}
          refusedBecause={accounts.data.keysRefusedBecause}
          onClose={close}
        />
      )}
      {step === "manage" && chosen && <AccountSheet account={chosen} onClose={close} />}
      {step === "remove" && chosen && <RemoveAccountDialog account={chosen} onClose={close} />}
    </>
  );
}

function AccountsPanel({ view }: { view: AccountsView }) {
  const sync = useCall("accounts.sync");
  const hasAccounts = view.accounts.length > 0;
  return (
    <>
      {sync.error && <FailedState {...describeFailure(toFailure(sync.error))} />}
      <Panel
        title="Accounts"
        aside={
          <span className={styles["actions"]}>
            {hasAccounts && (
              <Button onClick={() => sync.mutate({ accountId: null })} disabled={sync.isPending}>
                Sync all now
              </Button>
            )}
            <ButtonLink href="/accounts/add" kind="primary">
              Add an account
            </ButtonLink>
          </span>
        }
      >
        {hasAccounts ? (
          <AccountTable
            accounts={view.accounts}
            onSync={(accountId) => sync.mutate({ accountId })}
          />
        ) : (
          <EmptyState title="No account yet">
            Add one with a view-only key, or by its address. Keel reads it, stores what it read on
            this machine, and sends nothing anywhere but to the venue.
          </EmptyState>
        )}
      </Panel>
    </>
  );
}

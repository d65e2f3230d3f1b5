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
import { bookPage, BookSteps } from "./book-steps.tsx";
import { DemoPanel } from "./demo-panel.tsx";
import { GainedPowers } from "./gained-powers.tsx";
import styles from "./accounts-page.module.css";
import { accountQueries } from "./queries.ts";
import { RemoveAccountDialog } from "./remove-account-dialog.tsx";
import { RemovedAccounts } from "./removed-accounts.tsx";
import { syncProgress } from "./sync-progress.ts";

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
  const editor = bookPage(step, accountId, close);
  if (editor) return editor;
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
      <BookSteps step={step} accounts={accounts.data.accounts} chosen={chosen} onClose={close} />
      {(step === "manage" || step === "rename") && chosen && (
        <AccountSheet account={chosen} renames={step === "rename"} onClose={close} />
      )}
      {step === "remove" && chosen && <RemoveAccountDialog account={chosen} onClose={close} />}
    </>
  );
}

function AccountsPanel({ view }: { view: AccountsView }) {
  const sync = useCall("accounts.sync");
  const syncAll = useCall("accounts.sync");
  // A later try leaves no older failure on the screen.
  const { error } = sync.submittedAt > syncAll.submittedAt ? sync : syncAll;
  const hasAccounts = view.accounts.length > 0;
  const isAnyRead = view.accounts.some(({ isBook }) => !isBook);
  const { done, all } = syncProgress(view.accounts, syncAll.submittedAt);
  return (
    <>
      <GainedPowers accounts={view.accounts} />
      {error && <FailedState {...describeFailure(toFailure(error))} />}
      <Panel
        title="Accounts"
        aside={
          <span className={styles["actions"]}>
            {isAnyRead && (
              <Button
                onClick={() => syncAll.mutate({ accountId: null })}
                isBusy={syncAll.isPending}
              >
                {syncAll.isPending ? `Syncing, ${done} of ${all} done` : "Sync all now"}
              </Button>
            )}
            {hasAccounts && <ButtonLink href="/accounts/export">Export</ButtonLink>}
            <ButtonLink href="/accounts/import">Import a book</ButtonLink>
            <ButtonLink href="/accounts/by-hand">Add a book by hand</ButtonLink>
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
            this machine, and sends nothing anywhere but to the venue. Without a key, import a book
            from a file or type it by hand.
          </EmptyState>
        )}
      </Panel>
    </>
  );
}

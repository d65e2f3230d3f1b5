import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { AccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { DemoTag } from "../../ui/demo-tag.tsx";
import { GenericTag } from "../../ui/generic-tag.tsx";
import { EmptyState, FailedState, LoadingState } from "../../ui/states.tsx";
import { AccountMargin } from "./account-margin.tsx";
import styles from "./margin-page.module.css";
import { marginQueries } from "./queries.ts";

/** One account's figures, to be followed with a pencil. */
export function MarginPage({ accountId }: { accountId: string | undefined }) {
  const accounts = useQuery(marginQueries.accounts());
  if (!accounts.data)
    return accounts.error ? (
      <FailedState
        {...describeFailure(toFailure(accounts.error))}
        onRetry={() => void accounts.refetch()}
      />
    ) : (
      <LoadingState>Reading the accounts.</LoadingState>
    );
  const shown = accountId ?? accounts.data.accounts[0]?.accountId;
  if (shown === undefined)
    return (
      <EmptyState
        title="No account yet"
        actions={<ButtonLink href="/accounts/add">Add an account</ButtonLink>}
      >
        Margin is shown account by account, each figure down to what was read.
      </EmptyState>
    );
  return (
    <>
      <AccountTabs accounts={accounts.data.accounts} shown={shown} />
      <AccountMargin key={shown} accountId={shown} />
    </>
  );
}

type AccountTabsProps = { accounts: readonly AccountView[]; shown: string };

function AccountTabs({ accounts, shown }: AccountTabsProps) {
  return (
    <nav className={styles["tabs"]} aria-label="Account">
      {accounts.map((account) => (
        <Link
          key={account.accountId}
          href={`/margin/${account.accountId}`}
          className={styles["tab"]}
          aria-current={account.accountId === shown ? "page" : undefined}
        >
          {account.label}
          {account.isDemo && <DemoTag />}
          <GenericTag marginModel={account.marginModel} plain />
        </Link>
      ))}
    </nav>
  );
}

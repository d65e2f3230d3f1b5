import { Link } from "wouter";
import type { AccountOverviewView, OverviewView } from "#shared/views/overview.ts";
import { formatMultiple } from "../../format/ratio.ts";
import { FeedAge } from "../../ui/age.tsx";
import { Bar } from "../../ui/bar.tsx";
import { compareWorse, shownLevel } from "../../ui/danger.ts";
import { DemoTag } from "../../ui/demo-tag.tsx";
import { GenericTag } from "../../ui/generic-tag.tsx";
import { Level } from "../../ui/level.tsx";
import { Panel } from "../../ui/panel.tsx";
import type { PoolFigure } from "../../ui/pool-figure.ts";
import table from "../../ui/table.module.css";
import { useFrozenOrder } from "../../ui/use-frozen-order.ts";
import { Amount, Percent, Value } from "../../ui/value.tsx";
import { AccountParts } from "./account-parts.tsx";
import styles from "./accounts-panel.module.css";
import { BookFacts } from "./book-facts.tsx";

type AccountsPanelProps = { view: OverviewView; className?: string | undefined };

/** Ratio and buffer of each account, and the book they add up to. */
export function AccountsPanel({ view, className }: AccountsPanelProps) {
  const { rows, hold } = useFrozenOrder(worstFirst(view.accounts), keyOf);
  return (
    <Panel
      title="Accounts"
      className={className}
      aside={<span className={styles["unit"]}>amounts in {view.valuationCurrency}</span>}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div className={table["scroll"]} tabIndex={0} role="region" aria-label="Accounts table">
        <table className={table["table"]}>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Level</th>
              <th scope="col" title="Maintenance margin ÷ collateral value; 100 % is liquidation">
                Maintenance ratio
              </th>
              <th scope="col" data-align="right" data-wide>
                Equity
              </th>
              {["Buffer", "Free", "Leverage", "Age"].map((head) => (
                <th key={head} scope="col" data-align="right" title={TITLES[head]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody {...hold}>
            {rows.map((account) => (
              <AccountRow key={account.accountId} account={account} />
            ))}
          </tbody>
        </table>
      </div>
      <BookFacts view={view} />
    </Panel>
  );
}

const keyOf = (account: AccountOverviewView) => account.accountId;

/** By level alone, so that rows seldom move. */
function worstFirst(accounts: readonly AccountOverviewView[]): readonly AccountOverviewView[] {
  const levelOf = ({ level, feed }: AccountOverviewView) => shownLevel(level, feed.state);
  return accounts.toSorted((one, other) => compareWorse(levelOf(one), levelOf(other)));
}

const TITLES: Readonly<Record<string, string>> = {
  Buffer: "Margin buffer: collateral value − maintenance margin",
  Free: "Free collateral: collateral value − initial margin",
  Leverage: "Gross exposure ÷ equity",
  Age: "Since the newest reading",
};

function AccountRow({ account }: { account: AccountOverviewView }) {
  const { accountId, label } = account;
  const level = shownLevel(account.level, account.feed.state);
  const ratio = account.maintenanceMarginRatio;
  const opens = (title: string, figure: PoolFigure) => ({
    title: `${label}: ${title}`,
    parts: () => <AccountParts accountId={accountId} figure={figure} />,
  });
  return (
    <tr data-testid={`account-${accountId}`} data-feed={account.feed.state}>
      <td>
        <Link href={`/margin/${accountId}`} className={styles["label"]} title={label}>
          {label}
        </Link>
        {account.isDemo && <DemoTag />}
        <GenericTag marginModel={account.marginModel} />
      </td>
      <td>
        <Level level={level} />
      </td>
      <td>
        <span className={styles["ratio"]}>
          <Bar ratio={ratio.value} tone={level} />
          <Percent
            value={ratio.value}
            gaps={ratio.gaps}
            field="maintenanceMarginRatio"
            opens={opens("maintenance margin ratio", "maintenanceMarginRatio")}
          />
        </span>
      </td>
      <td data-align="right" data-wide>
        <Amount
          value={account.equity.value}
          gaps={account.equity.gaps}
          field="equity"
          opens={opens("equity", "equity")}
        />
      </td>
      <td data-align="right">
        <Amount
          value={account.marginBuffer.value}
          gaps={account.marginBuffer.gaps}
          field="marginBuffer"
          opens={opens("margin buffer", "marginBuffer")}
        />
      </td>
      <td data-align="right">
        <Amount
          value={account.freeCollateral.value}
          gaps={account.freeCollateral.gaps}
          field="freeCollateral"
          opens={opens("free collateral", "freeCollateral")}
        />
      </td>
      <td data-align="right">
        <Value
          text={formatMultiple(account.effectiveLeverage.value)}
          exact={account.effectiveLeverage.value}
          unit="×"
          gaps={account.effectiveLeverage.gaps}
          field="effectiveLeverage"
        />
      </td>
      <td data-align="right">
        <FeedAge feed={account.feed} />
      </td>
    </tr>
  );
}

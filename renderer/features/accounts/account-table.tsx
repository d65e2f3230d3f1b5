import { Link } from "wouter";
import type { AccountView } from "#shared/views/accounts.ts";
import { formatDay, formatStamp } from "../../format/time.ts";
import { failureText } from "../../bridge/failure-text.ts";
import { Age } from "../../ui/age.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { DemoTag } from "../../ui/demo-tag.tsx";
import { FeedGlyph } from "../../ui/feed-glyph.tsx";
import { FEED_WORDS } from "../../ui/feed-words.ts";
import table from "../../ui/table.module.css";
import styles from "./account-table.module.css";

type AccountTableProps = {
  accounts: readonly AccountView[];
  onSync: (accountId: string) => void;
};

export function AccountTable({ accounts, onSync }: AccountTableProps) {
  return (
    <div className={table["scroll"]}>
      <table className={table["table"]}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Venue</th>
            <th scope="col">Margin rule</th>
            <th scope="col">Feed</th>
            <th scope="col">Newest reading</th>
            <th scope="col" data-align="right">
              Snapshots
            </th>
            <th scope="col">Added</th>
            <th scope="col" aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.accountId} account={account} onSync={onSync} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type AccountRowProps = { account: AccountView; onSync: (accountId: string) => void };

function AccountRow({ account, onSync }: AccountRowProps) {
  const { accountId, feed } = account;
  return (
    <tr data-testid={`account-${accountId}`}>
      <td>
        <Link href={`/margin/${accountId}`} className={styles["label"]} title={account.label}>
          {account.label}
        </Link>
        {account.isDemo && <DemoTag />}
      </td>
      <td>{account.venue}</td>
      <td>{account.marginModel}</td>
      <td>
        <span className={styles["feed"]}>
          <FeedGlyph state={feed.state} />
          <strong>{feed.syncing ? "reading now" : FEED_WORDS[feed.state]}</strong>
        </span>
        {feed.failure && (
          <span className={styles["failure"]} title={feed.failure.message}>
            {failureText(feed.failure.code).title}
          </span>
        )}
      </td>
      <td title={formatStamp(feed.readAt)}>
        <Age feed={feed} />
      </td>
      <td data-align="right">{account.snapshotCount.toLocaleString("en-US")}</td>
      <td className={table["dim"]}>{formatDay(account.createdAt, "local")}</td>
      <td data-align="right">
        <span className={styles["actions"]}>
          <Button onClick={() => onSync(accountId)} disabled={feed.syncing}>
            Sync now
          </Button>
          {!account.isDemo && (
            <ButtonLink href={`/accounts/remove/${accountId}`} kind="quiet">
              Remove
            </ButtonLink>
          )}
        </span>
      </td>
    </tr>
  );
}

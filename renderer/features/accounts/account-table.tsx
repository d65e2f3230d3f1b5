import { Link } from "wouter";
import { modelLabel, venueLabel } from "#shared/domain/venue-catalog.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { failureText } from "../../bridge/failure-text.ts";
import { formatStamp } from "../../format/time.ts";
import { Age } from "../../ui/age.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { DemoTag } from "../../ui/demo-tag.tsx";
import { FeedGlyph } from "../../ui/feed-glyph.tsx";
import { FEED_WORDS } from "../../ui/feed-words.ts";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { GenericTag } from "../../ui/generic-tag.tsx";
import { Hint } from "../../ui/hint.tsx";
import table from "../../ui/table.module.css";
import styles from "./account-table.module.css";
import { paceWord } from "./connection-words.ts";
import { keyWords } from "./key-words.ts";
import { RoomCell } from "./room-cell.tsx";

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
            <th scope="col">Account kind</th>
            <th scope="col">Feed</th>
            <th scope="col">Newest reading</th>
            <th scope="col">Missing</th>
            <th scope="col">Key</th>
            <th scope="col" title="What is left of the venue's request limit">
              Room
            </th>
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
        <GenericTag marginModel={account.marginModel} />
      </td>
      <td className={styles["name"]}>{venueLabel(account.venue)}</td>
      <td className={styles["name"]}>{modelLabel(account.venue, account.marginModel)}</td>
      <FeedCell account={account} />
      <td title={formatStamp(feed.readAt)}>
        <Age feed={feed} />
      </td>
      <td>
        <Missing account={account} />
      </td>
      <td>
        <KeyWord account={account} />
      </td>
      <td>
        <RoomCell connection={account.connection} />
      </td>
      <td data-align="right">
        <Actions account={account} onSync={onSync} />
      </td>
    </tr>
  );
}

function Actions({ account, onSync }: AccountRowProps) {
  const { accountId, feed, isPaused, isBook } = account;
  return (
    <span className={styles["actions"]}>
      {isBook ? (
        <ButtonLink href={`/accounts/edit/${accountId}`}>Edit</ButtonLink>
      ) : (
        <Button onClick={() => onSync(accountId)} isBusy={feed.syncing} disabled={isPaused}>
          Sync now
        </Button>
      )}
      <ButtonLink href={`/accounts/manage/${accountId}`} kind="quiet">
        Manage
      </ButtonLink>
    </span>
  );
}

function FeedCell({ account: { feed, connection } }: { account: AccountView }) {
  const pace = connection && paceWord(connection);
  return (
    <td className={styles["feedCell"]}>
      <span className={styles["feed"]}>
        <FeedGlyph state={feed.state} />
        <strong>{feed.syncing ? "reading now" : FEED_WORDS[feed.state]}</strong>
        {pace !== null && <span className={table["dim"]}>{pace}</span>}
      </span>
      {feed.failure && <FailureLine failure={feed.failure} />}
    </td>
  );
}

/** Why the last reading failed; the next step is in its hint. */
function FailureLine({ failure }: { failure: NonNullable<AccountView["feed"]["failure"]> }) {
  const { title, safe, next } = failureText(failure.code);
  return (
    <span className={styles["failure"]}>
      <Hint sentences={[failure.message, safe, next]}>{title}</Hint>
    </span>
  );
}

function Missing({ account: { gaps, feed } }: { account: AccountView }) {
  const sentences = gapSentences(gaps);
  if (sentences.length === 0)
    return <span className={table["dim"]}>{feed.readAt === null ? "—" : "nothing"}</span>;
  return (
    <Hint sentences={sentences}>
      <span className={styles["concern"]}>
        {sentences.length === 1 ? "1 thing" : `${sentences.length} things`}
      </span>
    </Hint>
  );
}

function KeyWord({ account }: { account: AccountView }) {
  const { word, concern, sentences } = keyWords(account);
  return (
    <Hint sentences={sentences}>
      <span className={concern ? styles["concern"] : undefined} data-concern={concern}>
        {word}
      </span>
    </Hint>
  );
}

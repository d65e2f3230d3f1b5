import { useQuery } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { modelLabel, venueLabel } from "#shared/domain/venue-catalog.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { formatStamp } from "../../format/time.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { feedSentences } from "../../ui/feed-words.ts";
import { Field } from "../../ui/field.tsx";
import { gapSentences } from "../../ui/gap-mark.tsx";
import { FailedState } from "../../ui/states.tsx";
import styles from "./dialogs.module.css";
import { formatCount } from "./erasure-words.ts";
import { KeyPart } from "./key-part.tsx";
import { accountQueries } from "./queries.ts";
import { ReadingParts } from "./reading-parts.tsx";
import { Part } from "./sheet-part.tsx";

type AccountSheetProps = {
  account: AccountView;
  /** Opened to give it another name. */
  renames: boolean;
  onClose: () => void;
};

/** Everything about one account that is not a figure, and what can be done with it. */
export function AccountSheet({ account, renames, onClose }: AccountSheetProps) {
  const { accountId, isPaused, isDemo, isBook, gaps, feed } = account;
  const nextAt = feed.nextRunAt;
  return (
    <Dialog title={account.label} shape="sheet" onClose={onClose}>
      <dl className={styles["sheet"]}>
        <Part term="Venue">
          {venueLabel(account.venue)}, {modelLabel(account.venue, account.marginModel)}
        </Part>
        <KeyPart account={account} />
        <Part
          term="Reading"
          sentences={[
            ...feedSentences(feed),
            ...(nextAt === null ? [] : [`Next reading ${formatStamp(nextAt)}.`]),
          ]}
        />
        <ReadingParts account={account} />
        <Part
          term="Missing"
          sentences={gaps.length === 0 ? ["Nothing that Keel knows of."] : gapSentences(gaps)}
        />
        <Part term="Added">{formatStamp(account.createdAt)}</Part>
        <SnapshotsPart accountId={accountId} />
      </dl>
      {!isDemo && <RenameForm account={account} renames={renames} />}
      {!isDemo && !isBook && <PauseSwitch accountId={accountId} isPaused={isPaused} />}
      {!isDemo && (
        <div className={styles["actions"]}>
          <ButtonLink href={`/accounts/export/${accountId}`}>Export</ButtonLink>
          {isBook && <ButtonLink href={`/accounts/edit/${accountId}`}>Edit the book</ButtonLink>}
          <ButtonLink href={`/accounts/remove/${accountId}`} kind="danger">
            Remove the account
          </ButtonLink>
        </div>
      )}
    </Dialog>
  );
}

/** As many as there were when the sheet was opened: to count them is to walk through all of them. */
function SnapshotsPart({ accountId }: { accountId: string }) {
  const { data, error } = useQuery(accountQueries.history(accountId));
  const pending = error === null ? "Being counted" : "Could not be counted";
  return <Part term="Snapshots">{data ? formatCount(data.snapshotCount) : pending}</Part>;
}

type RenameFormProps = Pick<AccountSheetProps, "account" | "renames">;

function RenameForm({ account: { accountId, label }, renames }: RenameFormProps) {
  const rename = useCall("accounts.rename");

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("label");
    if (typeof typed === "string") rename.mutate({ accountId, label: typed });
  }

  return (
    <form className={styles["line"]} onSubmit={submit}>
      <Field
        label="Name"
        name="label"
        key={label}
        defaultValue={label}
        {...(renames && { "data-first-focus": true })}
        required
        maxLength={60}
      />
      <Button type="submit" isBusy={rename.isPending}>
        Rename
      </Button>
      {rename.error && <FailedState {...describeFailure(toFailure(rename.error))} />}
    </form>
  );
}

function PauseSwitch({ accountId, isPaused }: { accountId: string; isPaused: boolean }) {
  const pause = useCall("accounts.pause");
  return (
    <div className={styles["line"]}>
      <p>
        {isPaused
          ? "Keel keeps its key and its history. Its figures stay as they were last read."
          : "Paused, it keeps its key and its history, and nothing warns about it."}
      </p>
      <Button
        onClick={() => pause.mutate({ accountId, isPaused: !isPaused })}
        isBusy={pause.isPending}
      >
        {isPaused ? "Resume reading" : "Pause reading"}
      </Button>
      {pause.error && <FailedState {...describeFailure(toFailure(pause.error))} />}
    </div>
  );
}

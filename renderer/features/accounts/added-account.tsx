import { venueLabel } from "#shared/domain/venue-catalog.ts";
import type { AccountView } from "#shared/views/accounts.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { gapSentences } from "../../ui/gap-mark.tsx";
import styles from "./dialogs.module.css";
import { keyWords } from "./key-words.ts";

type AddedAccountProps = { account: AccountView; onMore: () => void; onClose: () => void };

/** What came of adding: that it is read, what its key may do, and what stays open. */
export function AddedAccount({ account, onMore, onClose }: AddedAccountProps) {
  const { label, venue, accountId, gaps } = account;
  return (
    <div className={styles["form"]} role="status" data-testid="account-added">
      <p>
        <strong>{label}</strong> at {venueLabel(venue)} was read and added. Keel reads it from now
        on, about every ten seconds.
      </p>
      <ul className={styles["facts"]}>
        {[...keyWords(account).sentences, ...gapSentences(gaps)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={styles["actions"]}>
        <Button onClick={onMore}>Add another</Button>
        <ButtonLink href={`/margin/${accountId}`}>See its margin</ButtonLink>
        <Button kind="primary" onClick={onClose} ref={focus}>
          Done
        </Button>
      </div>
    </div>
  );
}

/** The form with the focus is gone: the keyboard goes on from here. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

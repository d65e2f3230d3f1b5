import type { AccountView } from "#shared/views/accounts.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { FailedState } from "../../ui/states.tsx";
import { useNow } from "../../ui/use-now.ts";
import { gainedSentence, keyAgeSentence, keyWords } from "./key-words.ts";
import { Part } from "./sheet-part.tsx";

/** What an account's key may do, since when that is known, and a way to ask again. */
export function KeyPart({ account }: { account: AccountView }) {
  const check = useCall("accounts.checkKey");
  const { accountId, isDemo, isBook, isPaused, walletAddress } = account;
  const hasKey = !isDemo && !isBook && walletAddress === null;
  const age = keyAgeSentence(account, useNow());
  const unread = check.data?.isKnown === false ? [`Just now: ${check.data.reason}`] : [];
  return (
    <Part
      term="Key"
      sentences={[...keyWords(account).sentences, ...gainedSentence(account), ...age, ...unread]}
    >
      {hasKey && (
        <span>
          <Button
            onClick={() => check.mutate({ accountId })}
            isBusy={check.isPending}
            disabled={isPaused}
          >
            {check.isPending ? "Asking the venue" : "Check key rights"}
          </Button>
        </span>
      )}
      {check.error && <FailedState {...describeFailure(toFailure(check.error))} />}
    </Part>
  );
}

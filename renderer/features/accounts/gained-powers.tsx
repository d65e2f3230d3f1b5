import type { AccountView } from "#shared/views/accounts.ts";
import { Banner } from "../../ui/states.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { gainedSentence } from "./key-words.ts";

/** Warns of every key that can do more than was known when its account was added. */
export function GainedPowers({ accounts }: { accounts: readonly AccountView[] }) {
  return accounts
    .filter(({ gainedPowers }) => gainedPowers.length > 0)
    .map((account) => (
      <Banner
        key={account.accountId}
        title={`The key of ${account.label} can do more than was known`}
        testId={`gained-${account.accountId}`}
        actions={
          <ButtonLink href={`/accounts/manage/${account.accountId}`}>See the account</ButtonLink>
        }
      >
        {gainedSentence(account).join(" ")}
      </Banner>
    ));
}

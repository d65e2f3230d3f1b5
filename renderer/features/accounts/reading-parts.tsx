import type { AccountView } from "#shared/views/accounts.ts";
import { useNow } from "../../ui/use-now.ts";
import { clockSentence, paceSentences, roomWords, ruleSentences } from "./connection-words.ts";
import { Part } from "./sheet-part.tsx";

/** How an account is being read: how often and why, by which clock, by which rules. */
export function ReadingParts({ account: { connection } }: { account: AccountView }) {
  const now = useNow();
  if (connection === null) return null;
  const rules = ruleSentences(connection, now);
  return (
    <>
      <Part term="Pace" sentences={paceSentences(connection)} />
      <Part term="Room" sentences={roomWords(connection).sentences} />
      <Part term="Clock" sentences={[clockSentence(connection)]} />
      <Part
        term="Rules"
        sentences={rules.length > 0 ? rules : ["Read anew with every reading; none is kept."]}
      />
    </>
  );
}

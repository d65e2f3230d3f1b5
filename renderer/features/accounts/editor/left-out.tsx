import { Banner } from "../../../ui/states.tsx";
import { bookWords } from "../book-words.ts";
import type { Saved } from "./use-save.ts";

/** Why saving a correct book stored nothing. */
export function LeftOut({ saved }: { saved: Extract<Saved, { kind: "left out" }> }) {
  const { action } = saved.reading;
  const next =
    action === "older"
      ? "Leave “As of” empty or give a later time."
      : "There is nothing new to save.";
  return (
    <Banner title="Not saved" testId="book-left-out">
      {bookWords(saved.reading).sentences.join(" ")} {next}
    </Banner>
  );
}

import { FailedState } from "../ui/states.tsx";
import { toFailure } from "./bridge.ts";
import { failureText } from "./failure-text.ts";

type FailureNoteProps = { error: unknown; onRetry?: () => void };

/** A failure in words: what happened, what is safe, what to do. */
export function FailureNote({ error, onRetry }: FailureNoteProps) {
  const failure = toFailure(error);
  return (
    <FailedState
      {...failureText(failure.code)}
      code={failure.code}
      detail={failure.message}
      {...(onRetry && { onRetry })}
    />
  );
}

import { FailedState } from "../ui/states.tsx";
import { failureText } from "./failure-text.ts";

type FailureNoteProps = {
  failure: { readonly code: string; readonly message: string };
  onRetry?: () => void;
};

/** A failure in words: what happened, what is safe, what to do. */
export function FailureNote({ failure, onRetry }: FailureNoteProps) {
  return (
    <FailedState
      {...failureText(failure.code)}
      code={failure.code}
      detail={failure.message}
      {...(onRetry && { onRetry })}
    />
  );
}

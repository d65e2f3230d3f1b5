import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { FailedState } from "../../ui/states.tsx";

/** Why a file was not written: of the place the trader chose, not of Keel's own data. */
export function NotSaved({ error }: { error: unknown }) {
  const failure = toFailure(error);
  if (failure.code !== "storage_failed") return <FailedState {...describeFailure(failure)} />;
  return (
    <FailedState
      title="The file was not saved."
      detail={failure.message}
      safe="What Keel has stored is unchanged, and no half file is left behind."
      next=""
      code={failure.code}
    />
  );
}

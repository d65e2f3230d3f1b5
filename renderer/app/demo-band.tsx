import type { DemoView } from "#shared/views/overview.ts";
import { toFailure } from "../bridge/bridge.ts";
import { useCall } from "../bridge/query.ts";
import { failureText } from "../bridge/failure-text.ts";
import styles from "./demo-band.module.css";

/** Says at the top of every page that the figures belong to the demo. */
export function DemoBand({ demo }: { demo: DemoView | undefined }) {
  const pause = useCall("demo.pause");
  const resume = useCall("demo.resume");
  const leave = useCall("demo.leave");
  if (!demo?.active) return null;
  const error = pause.error ?? resume.error ?? leave.error;
  return (
    <header className={styles["band"]} data-testid="demo-banner">
      <strong>Demo</strong>
      <span className={styles["text"]}>
        {error
          ? failureText(toFailure(error).code).title
          : demo.paused
            ? "Composed account on this machine, prices paused. Nothing here is real money."
            : "Composed account on this machine, prices moving. Nothing here is real money."}
      </span>
      {demo.paused ? (
        <button type="button" onClick={() => resume.mutate({})}>
          Resume
        </button>
      ) : (
        <button type="button" onClick={() => pause.mutate({})}>
          Pause
        </button>
      )}
      <button type="button" onClick={() => leave.mutate({})}>
        Leave the demo
      </button>
    </header>
  );
}

import { useQuery } from "@tanstack/react-query";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { FailedState } from "../../ui/states.tsx";
import styles from "./demo-panel.module.css";
import { accountQueries } from "./queries.ts";

/** Opens, pauses and leaves the demo. */
export function DemoPanel() {
  const { data } = useQuery(accountQueries.overview());
  const enter = useCall("demo.enter");
  const pause = useCall("demo.pause");
  const resume = useCall("demo.resume");
  const leave = useCall("demo.leave");
  const error = enter.error ?? pause.error ?? resume.error ?? leave.error;
  return (
    <Panel title="Demo">
      <div className={styles["demo"]}>
        <p>
          A small venue inside this app speaks the real venue&rsquo;s language; a composed account
          is read from it exactly as yours would be. Prices move and alerts fire. Leaving it removes
          its account from view.
        </p>
        {data?.demo.active ? (
          <span className={styles["actions"]}>
            {data.demo.paused ? (
              <Button onClick={() => resume.mutate({})}>Resume prices</Button>
            ) : (
              <Button onClick={() => pause.mutate({})}>Pause prices</Button>
            )}
            <Button onClick={() => leave.mutate({})} isBusy={leave.isPending}>
              Leave the demo
            </Button>
          </span>
        ) : (
          <Button onClick={() => enter.mutate({})} isBusy={enter.isPending} disabled={!data}>
            Open the demo
          </Button>
        )}
      </div>
      {error && <FailedState {...describeFailure(toFailure(error))} />}
    </Panel>
  );
}

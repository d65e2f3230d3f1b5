import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Settings } from "#shared/contract/settings.ts";
import { toFailure } from "../../bridge/bridge.ts";
import { describeFailure } from "../../bridge/failure-text.ts";
import { useCall } from "../../bridge/query.ts";
import { Panel } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { FailedState, LoadingState } from "../../ui/states.tsx";
import { SignedAmount } from "../../ui/value.tsx";
import { settingsQueries } from "./queries.ts";
import styles from "./settings-page.module.css";

type Choices<Key extends keyof Settings> = readonly { value: Settings[Key]; label: string }[];

const THEMES: Choices<"theme"> = [
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
  { value: "system", label: "As the system" },
];
const PROFIT_COLORS: Choices<"profitColors"> = [
  { value: "green-red", label: "Green and red" },
  { value: "red-green", label: "Red and green" },
  { value: "blue-orange", label: "Blue and orange" },
];
const DENSITIES: Choices<"density"> = [
  { value: "normal", label: "Normal" },
  { value: "compact", label: "Compact" },
];

export function SettingsPage() {
  const settings = useQuery(settingsQueries.settings());
  const change = useCall("settings.set");
  const error = settings.error ?? change.error;
  const failure = error && <FailedState {...describeFailure(toFailure(error))} />;
  if (!settings.data) return failure ?? <LoadingState>Reading the settings.</LoadingState>;
  const { theme, profitColors, density } = settings.data;
  return (
    <>
      {failure}
      <Panel title="Settings" className={styles["panel"]}>
        <Row label="Theme" explains="Dark is the first; light keeps the same contrast.">
          <Segmented
            label="Theme"
            choices={THEMES}
            value={theme}
            onChange={(value) => change.mutate({ theme: value })}
          />
        </Row>
        <Row label="Profit and loss" explains="Blue and orange are safe for every color vision.">
          <Segmented
            label="Profit and loss colors"
            choices={PROFIT_COLORS}
            value={profitColors}
            onChange={(value) => change.mutate({ profitColors: value })}
          />
          <span className={styles["sample"]} aria-label="Sample">
            <SignedAmount value="1234.5" /> <SignedAmount value="-1234.5" />
          </span>
        </Row>
        <Row label="Rows" explains="Compact rows show about a sixth more of a table.">
          <Segmented
            label="Rows"
            choices={DENSITIES}
            value={density}
            onChange={(value) => change.mutate({ density: value })}
          />
        </Row>
      </Panel>
    </>
  );
}

type RowProps = { label: string; explains: string; children: ReactNode };

function Row({ label, explains, children }: RowProps) {
  return (
    <div className={styles["row"]}>
      <div>
        <h3>{label}</h3>
        <p>{explains}</p>
      </div>
      <div className={styles["control"]}>{children}</div>
    </div>
  );
}

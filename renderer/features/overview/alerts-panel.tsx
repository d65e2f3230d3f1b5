import { Link } from "wouter";
import type { OverviewView } from "#shared/views/overview.ts";
import { AlertList } from "../../ui/alert-list.tsx";
import { Panel } from "../../ui/panel.tsx";
import styles from "./alerts-panel.module.css";

type AlertsPanelProps = { view: OverviewView; className?: string | undefined };

export function AlertsPanel({ view, className }: AlertsPanelProps) {
  return (
    <Panel
      title="Alerts"
      className={`${className ?? ""} ${styles["panel"]}`}
      aside={
        <Link href="/alerts" className={styles["all"]}>
          all alerts
        </Link>
      }
    >
      {view.alerts.length === 0 && (
        <p className={styles["none"]}>No alert so far. The first change of level appears here.</p>
      )}
      <AlertList alerts={view.alerts} />
    </Panel>
  );
}

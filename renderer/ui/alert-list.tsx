import type { AlertView } from "#shared/views/alerts.ts";
import { formatClock, formatDay, formatStamp } from "../format/time.ts";
import styles from "./alert-list.module.css";
import { LEVEL_WORDS } from "./danger.ts";
import { LevelGlyph } from "./level.tsx";

type AlertListProps = { alerts: readonly AlertView[]; isDetailed?: boolean };

/** Alerts, newest first: change of level, time in UTC with the local time beside it, delivery. */
export function AlertList({ alerts, isDetailed = false }: AlertListProps) {
  return (
    <ul className={styles["list"]} data-testid="alert-list" data-detailed={isDetailed || undefined}>
      {alerts.map((alert) => (
        <li key={alert.id} className={styles["alert"]} data-testid={`alert-${alert.id}`}>
          <span className={styles["level"]} data-tone={alert.to} data-level={alert.to}>
            <LevelGlyph level={alert.to} />
            {LEVEL_WORDS[alert.to]}
          </span>
          <time
            className={styles["time"]}
            dateTime={new Date(alert.at).toISOString()}
            title={formatStamp(alert.at)}
          >
            {isDetailed && <span className={styles["day"]}>{formatDay(alert.at, "utc")} </span>}
            {formatClock(alert.at, "utc")} UTC
            <span className={styles["local"]}>{formatClock(alert.at, "local")} local</span>
          </time>
          <span className={styles["text"]} title={`${alert.title}. ${alert.body}`}>
            <strong>{alert.title}</strong> <span className={styles["body"]}>{alert.body}</span>
          </span>
          <span
            className={styles["delivery"]}
            data-delivered={alert.deliveredAt !== null || undefined}
          >
            {deliveryText(alert)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function deliveryText(alert: AlertView): string {
  if (alert.deliveredAt !== null) return "delivered";
  return alert.deliveryFailure === null ? "waiting" : `not delivered: ${alert.deliveryFailure}`;
}

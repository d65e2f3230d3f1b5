import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import styles from "./states.module.css";

type EmptyStateProps = { title: string; children: ReactNode; actions?: ReactNode };

/** Nothing here yet, and the next step in a sentence. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles["state"]}>
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className={styles["actions"]}>{actions}</div>}
    </div>
  );
}

export function LoadingState({ children }: { children: ReactNode }) {
  return (
    <div className={styles["state"]} role="status" aria-busy="true">
      <p>{children}</p>
    </div>
  );
}

type FailedStateProps = {
  title: string;
  safe: string;
  next: string;
  code: string;
  detail: string;
  onRetry?: () => void;
};

/** What happened, what is safe, what to do. */
export function FailedState({ title, safe, next, code, detail, onRetry }: FailedStateProps) {
  return (
    <div className={styles["failed"]} role="alert" data-code={code}>
      <div>
        <strong>{title}</strong>
        {detail !== "" && <span className={styles["detail"]}> {detail}</span>}
      </div>
      <p>
        {safe} {next}
      </p>
      {onRetry && (
        <div className={styles["actions"]}>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

type NoticeProps = { title: string; children: ReactNode; testId?: string };

/** A few sentences within a form that the reader must know before going on. */
export function Notice({ title, children, testId }: NoticeProps) {
  return (
    <div className={styles["notice"]} role="status" data-testid={testId}>
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}

type BannerProps = { title: string; children: ReactNode; testId?: string; actions?: ReactNode };

/** One line above a page that says how far its figures can be trusted. */
export function Banner({ title, children, testId, actions }: BannerProps) {
  return (
    <div className={styles["banner"]} role="status" data-testid={testId}>
      <strong>{title}</strong>
      <span className={styles["sentence"]}>{children}</span>
      {actions}
    </div>
  );
}

import type { AccountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";

/** What a rule found true of one subject at one time. */
export type AlertReading = {
  readonly rule: string;
  readonly subject: string;
  /** `null` when an input is missing: neither raises nor clears. */
  readonly level: AlertLevel | null;
  /**
   * How far the level may fall: the level with every threshold lowered by the rule's margin, so at
   * or above `level`. `null` when a missing input could make it worse: it may rise, it can't fall.
   */
  readonly fallLevel: AlertLevel | null;
  readonly title: string;
  readonly body: string;
};

/** Where one rule stands for one subject, rebuilt from stored transitions at start. */
export type AlertState = {
  readonly accountId: AccountId;
  readonly rule: string;
  readonly subject: string;
  readonly level: AlertLevel;
  readonly since: number;
};

/**
 * A change of level, or with equal levels the reminder after a start that it still holds. Stored
 * before it is shown.
 */
export type AlertTransition = {
  readonly id: string;
  readonly at: number;
  readonly accountId: AccountId;
  readonly rule: string;
  readonly subject: string;
  readonly from: AlertLevel;
  readonly to: AlertLevel;
  /** Told on the desktop. A fall is only listed. */
  readonly notifies: boolean;
  readonly title: string;
  readonly body: string;
};

/** The port to the desktop. Resolves when the desktop took the notice; rejects with a reason. */
export type Notifier = {
  readonly notify: (notice: {
    id: string;
    title: string;
    body: string;
    level: AlertLevel;
    onClick: () => void;
  }) => Promise<void>;
};

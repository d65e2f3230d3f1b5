export type AlertLevel = "safe" | "watch" | "warn" | "act" | "critical";

export type AlertView = {
  readonly id: string;
  readonly at: number;
  readonly accountId: string;
  readonly accountLabel: string;
  readonly rule: string;
  /** Pool or instrument the rule speaks of. */
  readonly subject: string;
  readonly from: AlertLevel;
  readonly to: AlertLevel;
  readonly title: string;
  readonly body: string;
  /** When the desktop took it; `null` while it waits. */
  readonly deliveredAt: number | null;
  readonly deliveryFailure: string | null;
};

export type AlertsView = { readonly alerts: readonly AlertView[] };

import type { Channel } from "#shared/contract/contract.ts";
import type { AppEvent, EventTopic } from "#shared/contract/events.ts";

/** Which answers an announcement makes old. */
const STALE_AFTER: Readonly<Record<EventTopic, readonly Channel[]>> = {
  "risk.updated": ["overview.get", "overview.equityHistory", "margin.get", "accounts.list"],
  "feed.changed": ["overview.get", "margin.get", "accounts.list"],
  "alerts.changed": ["overview.get", "alerts.list"],
  "accounts.changed": [
    "overview.get",
    "overview.equityHistory",
    "margin.get",
    "accounts.list",
    "accounts.listRemoved",
    "accounts.history",
    "alerts.list",
  ],
  "settings.changed": ["settings.get"],
  "demo.changed": [
    "overview.get",
    "overview.equityHistory",
    "margin.get",
    "accounts.list",
    "accounts.listRemoved",
    "alerts.list",
  ],
  "alert.open": [],
};

/** Whether a query, by its key `[channel, input]`, is old after an event. An account's own figures only when it is theirs. */
export function isStaleAfter(event: AppEvent, queryKey: readonly unknown[]): boolean {
  const [channel, input] = queryKey;
  if (!STALE_AFTER[event.topic].some((stale) => stale === channel)) return false;
  return event.id === null || !namesAnotherAccount(input, event.id);
}

function namesAnotherAccount(input: unknown, accountId: string): boolean {
  const hasAccount = typeof input === "object" && input !== null && "accountId" in input;
  return hasAccount && input.accountId !== accountId;
}

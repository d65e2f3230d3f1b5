/** Announcements from the main process: a topic and an id, never data, so that data has one road. */
export const EVENT_TOPICS = [
  "risk.updated", //     a snapshot was stored; id: the account
  "feed.changed", //     an account's feed state changed; id: the account
  "alerts.changed", //   id: the account
  "accounts.changed", // id: null
  "settings.changed", // id: null
  "demo.changed", //     id: null
  "alert.open", //       the user clicked a notification; id: the account
] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];

export type AppEvent = { readonly topic: EventTopic; readonly id: string | null };

/** The two IPC channels there are: requests with an operation's name, and announcements. */
export const IPC_INVOKE_CHANNEL = "keel:invoke";
export const IPC_EVENT_CHANNEL = "keel:event";

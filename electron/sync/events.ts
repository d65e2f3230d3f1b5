import type { AppEvent, EventTopic } from "#shared/contract/events.ts";

/** Announcements to the window: a topic and an id, never data. */
export type Events = {
  readonly announce: (topic: EventTopic, id?: string) => void;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
};

export function createEvents(): Events {
  const listeners = new Set<(event: AppEvent) => void>();
  return {
    announce: (topic, id) => {
      for (const listener of listeners) listener({ topic, id: id ?? null });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

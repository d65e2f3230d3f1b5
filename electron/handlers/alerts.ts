import type { AlertView } from "#shared/views/alerts.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import type { AlertRecord } from "../store/alert-store.ts";
import type { Services } from "./services.ts";

export function createAlertHandlers(services: Services): Pick<Handlers, "alerts.list"> {
  return { "alerts.list": ({ limit }) => ({ alerts: listAlertViews(services, limit) }) };
}

/** Newest first. */
export function listAlertViews(
  { alertStore }: Pick<Services, "alertStore">,
  limit: number,
): readonly AlertView[] {
  return alertStore.listNewest(limit).map(toAlertView);
}

function toAlertView({ transition, ...record }: AlertRecord): AlertView {
  const { id, at, accountId, rule, subject, from, to, title, body } = transition;
  return { id, at, accountId, rule, subject, from, to, title, body, ...record };
}

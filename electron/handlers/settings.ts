import { DEFAULT_SETTINGS, type Settings, settingsSchema } from "#shared/contract/settings.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import type { Services } from "./services.ts";

const NAME = "window";

export function createSettingHandlers({
  settings,
  events,
}: Pick<Services, "settings" | "events">): Pick<Handlers, "settings.get" | "settings.set"> {
  const find = (): Settings => merge(DEFAULT_SETTINGS, settings.find(NAME)) ?? DEFAULT_SETTINGS;
  return {
    "settings.get": find,
    "settings.set": (change) => {
      const next = merge(find(), change) ?? find();
      settings.save(NAME, next);
      events.announce("settings.changed");
      return next;
    },
  };
}

/** The change over what stood before; `null` when that can't be settings, as from a newer version. */
function merge(before: Settings, change: unknown): Settings | null {
  const given = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  const parsed = settingsSchema.safeParse({ ...before, ...Object.fromEntries(given) });
  return parsed.success ? parsed.data : null;
}

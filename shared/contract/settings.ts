import { z } from "zod/mini";
import { operation } from "./operation.ts";

export const settingsSchema = z.strictObject({
  theme: z.enum(["dark", "light", "system"]),
  /** Colour pair of profit and loss. */
  profitColors: z.enum(["green-red", "red-green", "blue-orange"]),
  density: z.enum(["normal", "compact"]),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  theme: "dark",
  profitColors: "green-red",
  density: "normal",
};

export const settingsContract = {
  "settings.get": operation<Settings>()(z.strictObject({})),
  "settings.set": operation<Settings>()(z.partial(settingsSchema)),
};

import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Settings } from "#shared/contract/settings.ts";
import { channelQuery } from "../bridge/query.ts";

const LIGHT = "(prefers-color-scheme: light)";

/** Puts the settings on the document, where the style sheets read them. Until they are read, index.html decides. */
export function useSettings(): void {
  const { data: settings } = useQuery(channelQuery("settings.get", {}));
  const systemIsLight = useSyncExternalStore(onSystemTheme, () => matchMedia(LIGHT).matches);
  useEffect(() => {
    if (!settings) return;
    const { dataset } = document.documentElement;
    dataset["theme"] = themeOf(settings, systemIsLight);
    dataset["profit"] = settings.profitColors;
    dataset["density"] = settings.density;
  }, [settings, systemIsLight]);
}

function themeOf({ theme }: Settings, systemIsLight: boolean): "dark" | "light" {
  if (theme !== "system") return theme;
  return systemIsLight ? "light" : "dark";
}

function onSystemTheme(changed: () => void): () => void {
  const query = matchMedia(LIGHT);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

import { useMemo, useSyncExternalStore } from "react";

/** Changes whenever a setting that decides colors does. */
function themeKey(): string {
  const { theme, profit } = document.documentElement.dataset;
  return `${theme} ${profit}`;
}

function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  return () => observer.disconnect();
}

/** Present values of color tokens, for drawing on a canvas, which knows no variables. */
export function useThemeColors<Name extends string>(
  tokens: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const key = useSyncExternalStore(onThemeChange, themeKey);
  return useMemo(() => readTokens(tokens, key), [tokens, key]);
}

/** `key` names the theme the values belong to; they are read anew for each. */
function readTokens<Name extends string>(
  tokens: Readonly<Record<Name, string>>,
  _key: string,
): Readonly<Record<Name, string>> {
  const style = getComputedStyle(document.documentElement);
  const colors: Record<Name, string> = { ...tokens };
  for (const name in tokens) colors[name] = style.getPropertyValue(tokens[name]).trim();
  return colors;
}
